import { checkFinite } from "./check-finite";
import { type Axes, axes } from "./clusters";
import { type ChartSpec, type ChartWords, chartSpec } from "./spec";
import { PALETTE } from "./theme";

/** Where a datapoint lies in a latent plane, and the name of its class, of a letter or two. */
export interface LatentPoint {
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

/** Datapoints in a latent plane, each drawn as the name of its class, in the colour of that class. At most ten classes. */
export function latentMap(points: readonly LatentPoint[], options: ChartWords & Axes): ChartSpec {
  checkFinite(
    "latentMap",
    points.flatMap(({ x, y }) => [x, y]),
  );
  const classes = [...new Set(points.map(({ label }) => label))].sort();
  if (classes.length > CLASS_COLORS.length)
    throw new Error(`latentMap needs at most ${CLASS_COLORS.length} classes, got ${classes.length}`);
  return chartSpec(options, {
    width: 480,
    height: 480,
    data: { values: points },
    mark: { type: "text", fontSize: 12, fontWeight: 600, opacity: 0.85 },
    encoding: {
      ...axes(options),
      text: { field: "label" },
      color: { field: "label", type: "nominal", scale: { domain: classes, range: CLASS_COLORS }, legend: null },
    },
  });
}

const CLASS_COLORS = [
  PALETTE.posterior,
  PALETTE.candidate,
  PALETTE.secondCandidate,
  PALETTE.bound,
  PALETTE.firstComponent,
  PALETTE.secondComponent,
  PALETTE.thirdComponent,
  PALETTE.fourthComponent,
  PALETTE.exact,
  PALETTE.data,
];
