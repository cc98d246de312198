import { parse, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";
import { closedLoader } from "./loader";
import { partsOf } from "./parts";

/** Lets the reader take a drawn chart along, with its knobs as they stand: whole, with its title, and light on white. */
export function offerSvg(figure: HTMLElement, drawn: View): void {
  const button = figure.nextElementSibling?.querySelector<HTMLButtonElement>("button.svg");
  if (!button) return;
  button.hidden = false;
  button.onclick = async () => {
    const { source } = partsOf(figure);
    const spec = withKnobs(JSON.parse(source.textContent), drawn);
    const runtime = parse(compile(spec).spec, undefined, { ast: true });
    const view = new View(runtime, { renderer: "none", expr: expressionInterpreter, loader: closedLoader });
    const svg = new Blob([await view.toSVG()], { type: "image/svg+xml" });
    const link = Object.assign(document.createElement("a"), {
      href: URL.createObjectURL(svg),
      download: button.dataset.name,
    });
    link.click();
    URL.revokeObjectURL(link.href);
    view.finalize();
  };
}

/** A specification whose knobs start where those of a drawing stand. */
export function withKnobs(spec: TopLevelSpec, drawn: View): TopLevelSpec {
  const params = spec.params?.map((param) =>
    "bind" in param && typeof param.bind === "object" && "input" in param.bind
      ? { ...param, value: drawn.signal(param.name) }
      : param,
  );
  return { ...spec, ...(params && { params }) } as TopLevelSpec;
}
