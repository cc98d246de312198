import { PALETTE } from "./theme";

/** Places on the screen, not on a scale: a page that is narrow shrinks the whole picture, and no pixel loses its shape. */
export const BOX = {
  x: { field: "x", type: "quantitative", scale: null, axis: null },
  x2: { field: "right" },
  y: { field: "y", type: "quantitative", scale: null, axis: null },
  y2: { field: "bottom" },
} as const;

/** From 0, paper, to 1, ink; with an edge of the same colour, or the page would shine through between two pixels. */
export function inkEncoding(field: string) {
  const ink = {
    field,
    type: "quantitative",
    scale: { domain: [0, 1], range: [PALETTE.grid, PALETTE.exact] },
    legend: null,
  };
  return { fill: ink, stroke: ink };
}
