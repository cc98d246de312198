import { parse, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile } from "vega-lite";
import type { ChartSpec } from "../../src/charts/spec";

/** A mark as it is drawn: where it stands in pixels, what it says, and the row of data that it stands for. */
export interface DrawnMark {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly text?: string;
  readonly fill?: string;
  readonly stroke?: string;
  readonly datum?: Record<string, unknown>;
}

interface Scene {
  readonly marktype?: string;
  readonly role?: string;
  readonly items?: readonly (Scene & DrawnMark)[];
}

/** The marks of a chart with its sliders at these places, legends and axes left out. */
export function drawn(chart: ChartSpec, sliders: Readonly<Record<string, unknown>> = {}): DrawnMark[] {
  const spec = compile(structuredClone(chart) as never).spec; // Vega writes on the data
  const view = new View(parse(spec, undefined, { ast: true } as never), {
    renderer: "none",
    expr: expressionInterpreter,
  } as never);
  for (const [name, value] of Object.entries(sliders)) view.signal(name, value);
  view.run();
  return marksIn((view.scenegraph() as unknown as { root: Scene }).root);
}

function marksIn(scene: Scene): DrawnMark[] {
  return (scene.items ?? []).flatMap((item) => {
    if (scene.marktype === "group") return marksIn(item);
    if (item.items) return item.items.length > 0 || item.marktype ? marksIn(item) : [];
    if (scene.role?.startsWith("axis") || scene.role?.startsWith("legend") || scene.role?.startsWith("title"))
      return [];
    const { x, y, text, fill, stroke, datum } = item;
    if (scene.marktype === "text" && stroke) return []; // the halo of the text after it
    return [{ type: scene.marktype ?? "", x, y, text, fill, datum }];
  });
}

/** What its text marks say. */
export const texts = (chart: ChartSpec, sliders?: Readonly<Record<string, unknown>>): string[] =>
  drawn(chart, sliders).flatMap(({ type, text }) => (type === "text" && text ? [text].flat() : []));
