import { renderPng } from "../charts/render";
import type { ChartSpec } from "../charts/spec";
import type { MimeBundle } from "./display";

export const VEGA_LITE = "application/vnd.vegalite.v5+json";

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

/** Title and description, as far as a spec has them: one that is not ours may have neither. */
export function chartWords({
  title,
  description,
}: {
  readonly title?: unknown;
  readonly description?: unknown;
}): string {
  const text = (title as { text?: unknown } | undefined)?.text ?? title;
  const words = [[text].flat().join(" "), description].filter(Boolean);
  return words.length > 0 ? words.join("\n") : "a chart";
}
