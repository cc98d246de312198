import { extent } from "./extent";
import { type ChartSpec, type ChartWords, chartSpec } from "./spec";
import { PALETTE } from "./theme";

/** The two measured quantities of a scatter chart. */
export interface Axes {
  readonly xTitle: string;
  readonly yTitle: string;
}

/** Datapoints in the plane, coloured and shaped by a group where there is one. */
export function clusters(
  points: readonly { readonly x: number; readonly y: number; readonly group?: string }[],
  options: ChartWords & Axes,
): ChartSpec {
  const groups = [...new Set(points.map(({ group }) => group))].sort();
  const grouped = groups.length > 1;
  const domain = groups;
  return chartSpec(options, {
    height: 340,
    data: { values: points },
    mark: { type: "point", filled: true, opacity: 0.75, size: 38, ...(grouped ? {} : { color: PALETTE.data }) },
    encoding: {
      ...axes(options),
      ...(grouped && {
        color: { field: "group", type: "nominal", scale: { domain, range: GROUP_COLORS }, title: null },
        shape: {
          field: "group",
          type: "nominal",
          scale: { domain, range: ["circle", "triangle-up", "square"] },
          title: null,
        },
      }),
    },
  });
}

const GROUP_COLORS = [PALETTE.firstComponent, PALETTE.secondComponent, PALETTE.secondCandidate];

/** The two axes of a scatter chart: around what is shown, or where `shown` is given, around that. */
export function axes({ xTitle, yTitle }: Axes, shown?: readonly { readonly x: number; readonly y: number }[]) {
  const around = (values: readonly number[]) => ({ domain: extent(values), nice: true });
  return {
    x: {
      field: "x",
      type: "quantitative",
      title: xTitle,
      scale: shown ? around(shown.map(({ x }) => x)) : { zero: false },
    },
    y: {
      field: "y",
      type: "quantitative",
      title: yTitle,
      scale: shown ? around(shown.map(({ y }) => y)) : { zero: false },
    },
  };
}
