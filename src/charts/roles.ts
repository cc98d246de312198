import { DASHED, DOTTED, type Series, SOLID } from "./spec";
import { PALETTE } from "./theme";

/** What a line or a mark stands for. It decides colour, dash and shape, the same in every chart. */
export type Role = keyof typeof STYLES;

const DASH_DOT = [9, 3, 2, 3];

/** The last four are for settings that are compared, as schedules or widths, which have no colour of their own. */
const STYLES = {
  exact: { color: PALETTE.exact, dash: SOLID, shape: "circle" },
  bound: { color: PALETTE.bound, dash: DASHED, shape: "square" },
  secondBound: { color: PALETTE.secondBound, dash: DOTTED, shape: "triangle-up" },
  posterior: { color: PALETTE.posterior, dash: SOLID, shape: "diamond" },
  candidate: { color: PALETTE.candidate, dash: DASHED, shape: "square" },
  secondCandidate: { color: PALETTE.secondCandidate, dash: DOTTED, shape: "triangle-up" },
  data: { color: PALETTE.data, dash: SOLID, shape: "circle" },
  first: { color: PALETTE.firstComponent, dash: SOLID, shape: "circle" },
  second: { color: PALETTE.secondComponent, dash: DASHED, shape: "square" },
  third: { color: PALETTE.thirdComponent, dash: DOTTED, shape: "triangle-up" },
  fourth: { color: PALETTE.fourthComponent, dash: DASH_DOT, shape: "diamond" },
} as const;

/** Something with a name and a meaning. */
export interface Named {
  readonly name: string;
  readonly role: Role;
}

export const styleOf = (role: Role) => STYLES[role];

/** The colour of its text: a darker orange where a line is orange, because letters need more contrast than lines. */
export function inkOf(role: Role): string {
  const { color } = STYLES[role];
  return color === PALETTE.candidate ? PALETTE.orangeInk : color;
}

/** Named things as lines. */
export function lines(named: readonly Named[]): Series[] {
  return named.map(({ name, role }) => ({ name, color: STYLES[role].color, dash: STYLES[role].dash }));
}

/** Fill and shape by the field `series`: one legend for the two, beside that of the lines, which have a stroke. */
export function markEncoding(named: readonly Named[]): { readonly fill: object; readonly shape: object } {
  const domain = named.map(({ name }) => name);
  const by = (range: readonly unknown[]) => ({
    field: "series",
    type: "nominal",
    scale: { domain, range },
    title: null,
  });
  return {
    fill: by(named.map(({ role }) => STYLES[role].color)),
    shape: by(named.map(({ role }) => STYLES[role].shape)),
  };
}

/** @throws where a row belongs to no series that is named. */
export function checkSeries(who: string, rows: readonly { readonly series: string }[], named: readonly Named[]): void {
  const names = new Set(named.map(({ name }) => name));
  const stranger = rows.find(({ series }) => !names.has(series));
  if (stranger)
    throw new Error(`${who} needs rows of the series ${[...names].join(", ")}, got one of "${stranger.series}"`);
}
