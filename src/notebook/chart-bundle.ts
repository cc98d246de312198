import { renderPng } from "../charts/render";
import type { ChartSpec } from "../charts/spec";
import type { MimeBundle } from "./display";

const VEGA_LITE = "application/vnd.vegalite.v5+json";

/**
 * A chart live where the front end draws Vega-Lite, as a picture elsewhere, and as a text that describes it where there
 * is neither. The picture is what takes time, and may be left out. @throws where Vega-Lite refuses the spec.
 */
export function chartBundle(chart: ChartSpec, { picture = true } = {}): MimeBundle {
  const { title, description } = chart;
  const data = { [VEGA_LITE]: chart, "text/plain": `${[title.text].flat().join(" ")}\n${description}` };
  if (!picture) return { data };
  const { png, width, height } = renderPng(chart);
  return {
    data: { ...data, "image/png": png.toString("base64") },
    metadata: { "image/png": { width, height, alt: description } },
  };
}
