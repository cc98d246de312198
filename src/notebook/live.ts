import type { ChartSpec } from "../charts/spec";
import { chartBundle } from "./chart-bundle";
import { inPlace } from "./in-place";

/** A chart that is drawn again where it stands. */
export interface LiveChart {
  update(chart: ChartSpec): void;
}

/**
 * Shows a chart that `update` replaces in place, at most five times a second; the last one is always shown.
 * Only the last one gets a picture, because a picture takes longer than most training steps, and who watches a cell
 * run has a front end that draws the chart itself.
 */
export function live(chart?: ChartSpec): LiveChart {
  let current: ChartSpec;
  const output = inPlace(({ last }) => chartBundle(current, { picture: last }));
  const update = (next: ChartSpec) => {
    current = next;
    output.changed();
  };
  if (chart) update(chart);
  return { update };
}
