import { renderPng } from "../charts/render";
import type { ChartSpec } from "../charts/spec";
import { display } from "./display";

/**
 * Shows a chart below the cell: live where the front end draws Vega-Lite, a picture elsewhere, and a text that
 * describes it where there is neither. Outside a notebook the text is printed.
 */
export function show(chart: ChartSpec): void {
  const { png, width, height } = renderPng(chart);
  const text = [chart.title.text].flat().join(" ");
  display({
    data: {
      "application/vnd.vegalite.v5+json": chart,
      "image/png": png.toString("base64"),
      "text/plain": `${text}\n${chart.description}`,
    },
    metadata: { "image/png": { width, height, alt: chart.description } },
  });
}
