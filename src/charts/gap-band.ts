import { PALETTE } from "./theme";

/** Two series of a chart between which the gap is shaded. */
export interface Gap {
  readonly bound: string;
  readonly truth: string;
}

/** The gap as a grey band, at every place where both series have a row. */
export function gapBand(
  rows: readonly { readonly series: string; readonly x: number; readonly y: number }[],
  { bound, truth }: Gap,
  { x, y }: { readonly x: object; readonly y: object },
) {
  const truths = new Map(rows.filter(({ series }) => series === truth).map((row) => [row.x, row.y]));
  const values = rows.flatMap((row) => {
    const high = truths.get(row.x);
    return row.series === bound && high !== undefined ? [{ x: row.x, low: row.y, high }] : [];
  });
  return {
    data: { values },
    mark: { type: "area", clip: true, color: PALETTE.gap, opacity: 0.3 },
    encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" } },
  };
}
