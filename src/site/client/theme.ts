import type { TopLevelSpec } from "vega-lite";
import type { ChartSpec } from "../../charts/spec";
import { CONFIG, darken } from "../../charts/theme";

/** The page itself has each chart's name, as of one picture: a name for each mark would be heard by nobody, and takes long. */
const PAGE = { aria: false, background: "transparent", font: CONFIG.font, padding: 2 };

/** A chart's specification in the project's look, on the page's own paper, light or dark. */
export function themed(spec: TopLevelSpec, dark: boolean): TopLevelSpec {
  const dressed = { ...spec, config: { ...CONFIG, ...spec.config, ...PAGE } } as unknown as ChartSpec;
  return (dark ? darken(dressed) : dressed) as unknown as TopLevelSpec;
}
