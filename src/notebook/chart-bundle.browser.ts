import type { ChartSpec } from "../charts/spec";
import { chartWords, VEGA_LITE } from "./chart-words";
import type { MimeBundle } from "./display";

/** A chart without a picture: the page draws it. */
export function chartBundle(chart: ChartSpec, _options?: { readonly picture?: boolean }): MimeBundle {
  return { data: { [VEGA_LITE]: chart, "text/plain": chartWords(chart) } };
}
