import type { ChartSpec } from "./spec";

/**
 * One meaning, one colour, in every chart: black for the exact log-likelihood, red then orange for bounds, blue for
 * the true posterior, orange and green for candidate q's, grey for the gap. A dash or a mark always says the same again.
 */
export const PALETTE = {
  exact: "#16191d",
  bound: "#c8252c",
  secondBound: "#d9730d",
  posterior: "#1f5fbf",
  /** The best of a surface: paler than the lines that lie on it. */
  surface: "#6f9edc",
  candidate: "#d9730d",
  orangeInk: "#b85c00",
  secondCandidate: "#1d8348",
  gap: "#9aa3ad",
  data: "#66717d",
  firstComponent: "#7a4fb5",
  secondComponent: "#0b7f86",
  thirdComponent: "#8a6a00",
  fourthComponent: "#b0367f",
  ink: "#2b3036",
  softInk: "#5a636d",
  line: "#c4cad1",
  grid: "#e9ecef",
  paper: "#ffffff",
} as const;

const DARK: Record<keyof typeof PALETTE, string> = {
  exact: "#f4f5f6",
  bound: "#ff6f6f",
  secondBound: "#ffa64d",
  posterior: "#7ab0ff",
  surface: "#41689f",
  candidate: "#ffa64d",
  orangeInk: "#ffa64d",
  secondCandidate: "#5dcf8e",
  gap: "#7d8791",
  data: "#a3adb8",
  firstComponent: "#bb9bf0",
  secondComponent: "#4cc7cf",
  thirdComponent: "#d6b545",
  fourthComponent: "#f08cc4",
  ink: "#e3e6e9",
  softInk: "#a9b1ba",
  line: "#4a525b",
  grid: "#2c3238",
  paper: "#14171b",
};

const toDark = new Map(Object.entries(PALETTE).map(([name, colour]) => [colour, DARK[name as keyof typeof PALETTE]]));

/** The same chart for a dark page: every colour of the palette by its dark counterpart. */
export function darken(spec: ChartSpec): ChartSpec {
  return JSON.parse(JSON.stringify(spec), (_, value) =>
    typeof value === "string" ? (toDark.get(value as never) ?? value) : value,
  );
}

export const FONT = "Source Sans 3";

/** The Vega-Lite config that every chart carries, so that it looks the same in a notebook, on the site and as a picture. */
export const CONFIG = {
  background: PALETTE.paper,
  // quoted, because browsers take no bare name with a digit in it
  font: `"${FONT}", system-ui, sans-serif`,
  padding: 8,
  view: { stroke: null },
  title: {
    anchor: "start",
    color: PALETTE.ink,
    fontSize: 15,
    fontWeight: 600,
    offset: 14,
    subtitleColor: PALETTE.softInk,
    subtitleFontSize: 13,
    subtitlePadding: 5,
  },
  axis: {
    domainColor: PALETTE.line,
    gridColor: PALETTE.grid,
    labelColor: PALETTE.softInk,
    labelFlush: false,
    labelFontSize: 12,
    tickColor: PALETTE.line,
    titleColor: PALETTE.ink,
    titleFontSize: 13,
    titleFontWeight: 400,
    titlePadding: 8,
  },
  // Vega-Lite's own choice, a tick every 40 pixels, crowds the labels
  axisXQuantitative: { tickCount: 8 },
  axisYQuantitative: { tickCount: 6 },
  legend: {
    columnPadding: 18,
    direction: "horizontal",
    labelColor: PALETTE.ink,
    labelFontSize: 13,
    labelLimit: 320,
    // two legends stand below one another, each from the left
    layout: { direction: "vertical", margin: 6 },
    orient: "top",
    symbolSize: 120,
    title: null,
    titleColor: PALETTE.ink,
  },
  text: { color: PALETTE.ink, fontSize: 13 },
} as const;
