import embed, { type Result } from "vega-embed";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";
import { fillPlace, stacked } from "./fit";
import { breath, type Drawn } from "./keep-drawn";
import { closedLoader } from "./loader";
import { chartFonts, partsOf, roomIn } from "./parts";
import { withKnobs } from "./svg";
import { themed } from "./theme";

/** Below this width a chart is laid out for a phone, in pixels. */
const PHONE = 480;

export interface Drawing extends Drawn {
  readonly result: Result;
}

/** Draws a figure's chart in the place of its still picture, with the knobs as the reader left them. */
export async function draw(
  figure: HTMLElement,
  { width, dark, before, isOther }: Drawn & { readonly before: Drawing | undefined; readonly isOther: boolean },
): Promise<Drawing> {
  const { source, drawn, controls } = partsOf(figure);
  await chartFonts();

  const spec = prepare(JSON.parse(source.textContent), figure, isOther ? undefined : before?.result);
  const placed = width < PHONE ? stacked(spec) : spec;
  before?.result.finalize();
  controls.replaceChildren();
  drawn.style.minHeight = `${drawn.offsetHeight}px`; // so that the page stays where it is
  drawn.hidden = false;
  figure.classList.add("live");
  const result = await embedded(drawn, controls, themed(placed, dark)).catch((error: unknown) => {
    figure.classList.remove("live"); // the still picture takes its place again
    throw error;
  });
  await fillPlace(result.view, drawn, "hconcat" in placed ? placed.hconcat.length : 1);
  drawn.style.minHeight = "";
  return { width, dark, result };
}

async function embedded(drawn: HTMLElement, controls: HTMLElement, spec: TopLevelSpec): Promise<Result> {
  const compiled = compile(spec).spec;
  await breath(); // compiling and drawing in one would hold the page up for long
  return embed(roomIn(drawn), compiled, {
    mode: "vega",
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
  return before ? withKnobs(spec as TopLevelSpec, before.view) : (spec as TopLevelSpec);
}
