import type { View } from "vega";
import type { TopLevelSpec } from "vega-lite";

const NARROWEST = 160;
const GROWTH = 1.3;
/** Plots at least so many times as wide as high are curves, which may be stretched; others are maps, which may not. */
const CURVE = 1.5;

/** The layout for a narrow page: columns become rows, and a legend becomes a list. */
export function stacked(spec: TopLevelSpec): TopLevelSpec {
  const config = { ...spec.config, legend: { ...spec.config?.legend, columns: 1 } };
  if (!("hconcat" in spec)) return { ...spec, config } as TopLevelSpec;
  const { hconcat, ...rest } = spec;
  return { ...rest, vconcat: hconcat, config } as TopLevelSpec;
}

/**
 * Gives the plots of a chart the widths with which it fills its place, by the signals that Vega-Lite makes for them:
 * a new layout, in which text keeps its size. What remains too wide is left to the style sheet, which scales it.
 */
export async function fillPlace(view: View, drawn: HTMLElement, columns: number): Promise<void> {
  const names = Object.keys(view.getState().signals ?? {}).filter(
    (name) => /^(width|childWidth|concat_\d+_width)$/.test(name) && Number(view.signal(name)) > 0,
  );
  const given = new Map(names.map((name) => [name, Number(view.signal(name))]));
  const height = view.height();
  for (let round = 0; round < 3; round++) {
    const room = drawn.clientWidth - Number(drawn.querySelector("svg")?.getAttribute("width"));
    if (room === 0) return;
    for (const [name, width] of given) {
      const isMap = name === "width" && width < CURVE * height;
      const most = isMap ? width : GROWTH * width;
      const fitting = Math.min(most, Math.max(NARROWEST, Math.floor(Number(view.signal(name)) + room / columns)));
      view.signal(name, fitting);
      if (isMap) view.height((height * fitting) / width);
    }
    await view.resize().runAsync();
  }
}
