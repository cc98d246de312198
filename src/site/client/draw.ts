import embed, { type Result } from "vega-embed";
import { expressionInterpreter } from "vega-interpreter";
import type { TopLevelSpec } from "vega-lite";
import { fillPlace, stacked } from "./fit";
import { closedLoader } from "./loader";
import { themed } from "./theme";

/** Below this width a chart is laid out for a phone, in pixels. */
const PHONE = 480;

export interface Drawing {
  readonly width: number;
  readonly dark: boolean;
  readonly result: Result;
}

/** Draws a figure's chart in the place of its still picture, with the knobs as the reader left them. */
export async function draw(
  figure: HTMLElement,
  { width, dark, before }: { width: number; dark: boolean; before: Drawing | undefined },
): Promise<Drawing> {
  const [source, drawn, controls] = ["script", ".drawing", ".controls"].map((part) =>
    figure.querySelector<HTMLElement>(part),
  );
  if (!source?.textContent || !drawn || !controls) throw new Error("a figure without its parts");
  await Promise.all(["400 12px", "600 12px"].map((font) => document.fonts.load(`${font} "Source Sans 3"`)));

  const spec = prepare(JSON.parse(source.textContent), figure, before?.result);
  const placed = width < PHONE ? stacked(spec) : spec;
  before?.result.finalize();
  controls.replaceChildren();
  drawn.hidden = false;
  figure.classList.add("live");
  const result = await embedded(drawn, controls, themed(placed, dark)).catch((error: unknown) => {
    figure.classList.remove("live"); // the still picture takes its place again
    throw error;
  });
  await fillPlace(result.view, drawn, "hconcat" in placed ? placed.hconcat.length : 1);
  return { width, dark, result };
}

function embedded(drawn: HTMLElement, controls: HTMLElement, spec: TopLevelSpec): Promise<Result> {
  const inside = document.createElement("div"); // Vega renames its element for those who hear the page, point by point
  drawn.replaceChildren(inside);
  return embed(inside, spec, {
    mode: "vega-lite",
    bind: controls,
    actions: false,
    defaultStyle: false,
    renderer: "svg",
    ast: true,
    expr: expressionInterpreter,
    loader: closedLoader,
    tooltip: { disableDefaultStyle: true },
  });
}

/** What is drawn of a specification: not a title that the caption has, nor what it would tell the embedder to do. */
function prepare({ usermeta, ...spec }: TopLevelSpec, figure: HTMLElement, before: Result | undefined): TopLevelSpec {
  if (figure.querySelector("figcaption")) delete spec.title;
  const params = spec.params?.map((param) =>
    before && "bind" in param && typeof param.bind === "object" && "input" in param.bind
      ? { ...param, value: before.view.signal(param.name) }
      : param,
  );
  return { ...spec, ...(params && { params }) } as TopLevelSpec;
}
