import { checkFinite } from "./check-finite";
import { type ChartSpec, type ChartWords, chartSpec } from "./spec";
import { PALETTE } from "./theme";

/**
 * A matrix as a table of coloured cells with their numbers: the darker, the higher. Values below `range` are as pale as its
 * lowest. Its diagonal is framed where `diagonal` says so.
 */
export function matrixChart(
  values: readonly (readonly number[])[],
  options: ChartWords & {
    readonly rowNames: readonly string[];
    readonly columnNames: readonly string[];
    readonly rowTitle: string;
    readonly columnTitle: string;
    readonly range: readonly [number, number];
    readonly digits?: number;
    readonly diagonal?: boolean;
  },
): ChartSpec {
  const { rowNames, columnNames, rowTitle, columnTitle, range, digits = 1, diagonal = false } = options;
  if (values.length !== rowNames.length || values.some((row) => row.length !== columnNames.length))
    throw new Error(`matrixChart needs ${rowNames.length} × ${columnNames.length} values, got another shape`);
  checkFinite("matrixChart", values.flat());
  // the place leads the name, because two rows may have one name, as two nines
  const place = (names: readonly string[], i: number) => `${i}:${names[i]}`;
  const rows = values.flatMap((row, i) =>
    row.map((value, j) => ({ row: place(rowNames, i), column: place(columnNames, j), value })),
  );
  const axis = (title: string, orient: string) => ({
    title,
    orient,
    labelExpr: "slice(datum.label, indexof(datum.label, ':') + 1)",
    labelAngle: 0,
    domain: false,
    ticks: false,
    labelPadding: 6,
  });
  const encoding = {
    x: {
      field: "column",
      type: "nominal",
      sort: columnNames.map((_, j) => place(columnNames, j)),
      axis: axis(columnTitle, "top"),
    },
    y: {
      field: "row",
      type: "nominal",
      sort: rowNames.map((_, i) => place(rowNames, i)),
      axis: axis(rowTitle, "left"),
    },
  };
  const middle = (range[0] + range[1]) / 2;
  return chartSpec(options, {
    width: 460,
    height: Math.round((460 * rowNames.length) / columnNames.length),
    data: { values: rows },
    layer: [
      {
        mark: { type: "rect", stroke: PALETTE.paper, strokeWidth: 1.5 },
        encoding: {
          ...encoding,
          fill: {
            field: "value",
            type: "quantitative",
            scale: { domain: range, range: [PALETTE.grid, PALETTE.posterior], clamp: true },
            legend: null,
          },
        },
      },
      ...(diagonal
        ? [
            {
              transform: [{ filter: "split(datum.row, ':')[0] === split(datum.column, ':')[0]" }],
              mark: { type: "rect", fill: null, stroke: PALETTE.exact, strokeWidth: 2 },
              encoding,
            },
          ]
        : []),
      {
        mark: { type: "text", baseline: "middle", fontSize: { expr: "width < 400 ? 9 : 12" } },
        encoding: {
          ...encoding,
          text: { field: "value", type: "quantitative", format: `.${digits}f` },
          color: { condition: { test: `datum.value > ${middle}`, value: PALETTE.paper }, value: PALETTE.ink },
        },
      },
    ],
  });
}
