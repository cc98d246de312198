import type { ChartSpec } from "../charts/spec";
import { chartBundle } from "./chart-bundle";
import { display } from "./display";

/**
 * Shows a chart below the cell: live where the front end draws Vega-Lite, a picture elsewhere, and a text that
 * describes it where there is neither. Outside a notebook the text is printed.
 */
export function show(chart: ChartSpec): void {
  display(chartBundle(chart));
}
