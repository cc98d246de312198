import { renderPng } from "../charts/render";
import type { ChartSpec } from "../charts/spec";
import { chartWords, VEGA_LITE } from "./chart-words";
import type { MimeBundle } from "./display";

/**
 * A chart live where the front end draws Vega-Lite, as a picture elsewhere, and as a text that describes it where there
 * is neither. The picture is what takes time, and may be left out. @throws where Vega-Lite refuses the spec.
 */
export function chartBundle(chart: ChartSpec, { picture = true } = {}): MimeBundle {
  const data = { [VEGA_LITE]: chart, "text/plain": chartWords(chart) };
  if (!picture) return { data };
  const { png, width, height } = renderPng(chart);
  return {
    data: { ...data, "image/png": png.toString("base64") },
    metadata: { "image/png": { width, height, alt: chart.description } },
  };
}
