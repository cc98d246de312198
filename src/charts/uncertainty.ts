import { type Named, styleOf } from "./roles";

/** A number at a place, as a part of a named series. */
export interface CurveRow {
  readonly series: string;
  readonly x: number;
  readonly y: number;
  /** Of an estimate: the chart shows two of them up and two down. */
  readonly standardError?: number;
  /** Another stretch that is drawn through the point, as a mean and one standard deviation each way. */
  readonly interval?: readonly [number, number];
}

/** Two standard errors up and down, or the interval, where rows have one. */
export function uncertainty(
  rows: readonly CurveRow[],
  named: readonly Named[],
  { x, y, mark }: { readonly x: object; readonly y: object; readonly mark: object },
) {
  return named.flatMap(({ name, role }) => {
    const values = rows.flatMap(({ series, x, y, standardError: error, interval }) => {
      const [low, high] = interval ?? (error === undefined ? [] : [y - 2 * error, y + 2 * error]);
      return series === name && low !== undefined ? [{ x, low, high }] : [];
    });
    if (values.length === 0) return [];
    return [
      {
        data: { values },
        mark: { clip: true, color: styleOf(role).color, ...mark },
        encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" } },
      },
    ];
  });
}
