import { type Runtime, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { darken } from "../../charts/theme";
import { fillPlace } from "./fit";
import { type Draw, type Drawn, keepDrawn } from "./keep-drawn";
import { closedLoader } from "./loader";
import { chartFonts, partsOf, roomIn } from "./parts";

interface Drawing extends Drawn {
  readonly view: View;
  readonly knobs: readonly string[];
}

/** Draws a chart that was compiled as the site was built, so that the first page does without the compilers of Vega. */
const draw: Draw<Drawing> = async (figure, { width, dark, before }) => {
  const { source, drawn, controls } = partsOf(figure);
  await chartFonts();
  const light = JSON.parse(source.textContent);
  const runtime: Runtime & { readonly bindings: readonly { readonly signal: string }[] } = dark ? darken(light) : light;
  const view = new View(runtime, {
    expr: expressionInterpreter,
    loader: closedLoader,
    renderer: "svg",
  });
  const knobs = runtime.bindings.map(({ signal }) => signal);
  if (before) for (const name of knobs) view.signal(name, before.view.signal(name));
  before?.view.finalize();
  controls.replaceChildren();
  drawn.hidden = false;
  figure.classList.add("live");
  await view.initialize(roomIn(drawn), controls).runAsync();
  await fillPlace(view, drawn, 1);
  return { width, dark, view, knobs };
};

for (const figure of document.querySelectorAll<HTMLElement>("figure.compiled")) keepDrawn(figure, draw);
