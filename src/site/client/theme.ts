import type { TopLevelSpec } from "vega-lite";
import type { ChartSpec } from "../../charts/spec";
import { CONFIG, darken } from "../../charts/theme";

// the quotes matter: unquoted, no part of a font's name may begin with a digit, and the browser takes another font
const PAGE = { background: "transparent", font: '"Source Sans 3", system-ui, sans-serif', padding: 2 };

/** A chart's specification in the project's look, on the page's own paper, light or dark. */
export function themed(spec: TopLevelSpec, dark: boolean): TopLevelSpec {
  const dressed = { ...spec, config: { ...CONFIG, ...spec.config, ...PAGE } } as unknown as ChartSpec;
  return (dark ? darken(dressed) : dressed) as unknown as TopLevelSpec;
}
