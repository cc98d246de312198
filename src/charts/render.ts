import path from "node:path";
import type { Loader, Spec } from "vega";
import type { ChartSpec } from "./spec";
import { FONT } from "./theme";

/** A picture of a chart, with the size at which it is meant to be shown: the PNG has twice as many pixels each way. */
export interface Picture {
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
}

/** No chart of ours loads or links to anything: one that asks to is refused. */
const CLOSED_LOADER: Loader = {
  load: (uri) => Promise.reject(new Error(`a chart needs its data inline, got a request for ${uri}`)),
  sanitize: (uri) => Promise.reject(new Error(`a chart needs no links, got ${uri}`)),
  http: (uri) => Promise.reject(new Error(`a chart needs its data inline, got a request for ${uri}`)),
  file: (file) => Promise.reject(new Error(`a chart needs its data inline, got a request for ${file}`)),
};

/** The chart as SVG text, as it stands before a slider is moved. @throws where Vega-Lite refuses the spec. */
export function renderSvg(spec: ChartSpec): { svg: string; width: number; height: number } {
  // loaded at the first chart, because they take longer than the rest of the library together
  const vega: VegaWithScenegraph = require("vega");
  const vegaLite: typeof import("vega-lite") = require("vega-lite");
  const { expressionInterpreter } = require("vega-interpreter");
  vega.textMetrics.width = estimatedWidth;
  const logger = vega.logger(vega.Error);
  const compiled = vegaLite.compile(spec as never, { logger: logger as never }).spec as Spec;
  const view = new vega.View(vega.parse(compiled, undefined, { ast: true } as never), {
    renderer: "none",
    loader: CLOSED_LOADER,
    expr: expressionInterpreter,
    logger,
  } as never);
  view.initialize().run();
  return toSvg(vega, view);
}

/** The mean advance of a character of the charts' font, in ems: with no canvas to measure on, Vega would take 0.8. */
const MEAN_ADVANCE = 0.5;

function estimatedWidth(item: { readonly fontSize?: number }, text: unknown): number {
  return MEAN_ADVANCE * (item.fontSize ?? 11) * String(text ?? "").length;
}

/** What Vega's public types leave out: its scenegraph, and what a view knows of its own size. */
type VegaWithScenegraph = typeof import("vega") & {
  readonly textMetrics: { width: typeof estimatedWidth };
  readonly SVGStringRenderer: new (loader: Loader) => SvgRenderer;
};
interface ViewInternals {
  readonly _viewWidth: number;
  readonly _viewHeight: number;
  readonly _origin: readonly [number, number];
  scenegraph(): { readonly root: unknown };
}
interface SvgRenderer {
  initialize(element: null, width: number, height: number, origin: readonly number[], scale: number): void;
  background(color: string): void;
  render(scene: unknown): void;
  svg(): string;
}

/** Draws a view that has run, synchronously: `view.toSVG()` makes the same calls behind a promise. */
function toSvg(vega: VegaWithScenegraph, view: InstanceType<typeof import("vega").View>) {
  const { left, right, top, bottom } = view.padding() as Record<"left" | "right" | "top" | "bottom", number>;
  const inside = view as unknown as ViewInternals;
  const [width, height] = [Math.round(inside._viewWidth + left + right), Math.round(inside._viewHeight + top + bottom)];
  const renderer = new vega.SVGStringRenderer(CLOSED_LOADER);
  renderer.initialize(null, width, height, [inside._origin[0] + left, inside._origin[1] + top], 1);
  renderer.background(view.background());
  renderer.render(inside.scenegraph().root);
  return { svg: renderer.svg(), width, height };
}

/** The chart as a picture, in the project's own font, so that it looks the same on every machine. */
export function renderPng(spec: ChartSpec): Picture {
  const { Resvg }: typeof import("@resvg/resvg-js") = require("@resvg/resvg-js");
  const { svg, width, height } = renderSvg(spec);
  const image = new Resvg(svg, {
    fitTo: { mode: "width", value: 2 * width },
    font: { loadSystemFonts: false, fontFiles: FONT_FILES, defaultFontFamily: FONT },
  });
  return { png: image.render().asPng(), width, height };
}

const FONT_FOLDER = path.dirname(require.resolve("@expo-google-fonts/source-sans-3/package.json"));
const FONT_FILES = ["400Regular", "400Regular_Italic", "600SemiBold"].map((face) =>
  path.join(FONT_FOLDER, face, `SourceSans3_${face}.ttf`),
);
