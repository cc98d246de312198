import type { View } from "vega";
import type { TopLevelSpec } from "vega-lite";

const NARROWEST = 160;
const GROWTH = 1.3;
/** Plots at least so many times as wide as high are curves, which may be stretched; others are maps, which may not. */
const CURVE = 1.5;
/** A picture so much smaller than it was made is read as easily. */
const HARMLESS = 0.9;

/** The layout for a narrow page: columns become rows, and a legend becomes a list. */
export function stacked(spec: TopLevelSpec): TopLevelSpec {
  const config = { ...spec.config, legend: { ...spec.config?.legend, columns: 1 } };
  if (!("hconcat" in spec)) return { ...spec, config } as TopLevelSpec;
  const { hconcat, ...rest } = spec;
  return { ...rest, vconcat: hconcat, config } as TopLevelSpec;
}

/**
 * Gives the plots of a chart the widths with which it fills its place, by the signals that Vega-Lite makes for them:
 * a new layout, in which text keeps its size. A chart that stays too wide, because something in it stands at a fixed
 * place, gets its own widths back; the style sheet then scales it whole.
 */
export async function fillPlace(view: View, drawn: HTMLElement, columns: number): Promise<void> {
  const given = plotWidths(view);
  const height = view.height();
  const place = drawn.clientWidth;
  const taken = (): number => Number(drawn.querySelector("svg")?.getAttribute("width"));
  const set = (widthOf: (name: string, width: number) => number): Promise<View> => {
    for (const [name, width] of given) {
      const isMap = name === "width" && width < CURVE * height;
      const wanted = Math.min(widthOf(name, width), isMap ? width : GROWTH * width);
      view.signal(name, wanted);
      if (isMap) view.height((height * wanted) / width);
    }
    return view.resize().runAsync();
  };

  for (let round = 0; round < 3 && taken() !== place; round++) {
    const share = (place - taken()) / columns;
    await set((name) => Math.max(NARROWEST, Math.floor(Number(view.signal(name)) + share)));
  }
  if (taken() * HARMLESS > place) await set((_, width) => width);
}

function plotWidths(view: View): ReadonlyMap<string, number> {
  const names = Object.keys(view.getState().signals ?? {}).filter((name) =>
    /^(width|childWidth|concat_\d+_width)$/.test(name),
  );
  return new Map(names.map((name) => [name, Number(view.signal(name))] as const).filter(([, width]) => width > 0));
}
