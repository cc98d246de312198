import { raw } from "../../html";
import { renderOutputs } from "../../outputs";
import { createPlainMarkdown } from "../../plain-markdown";
import type { Output, Word } from "../../worker/messages";
import { announce, isChart, takeOver, withoutDrawing } from "./figures";

/** What a cell shows below its code. */
export interface Outputs {
  hear(word: Word): void;
  /** Nothing more comes; of a cell that was stopped before it showed anything, what was there stays. */
  end(isStopped: boolean): void;
}

const markdown = createPlainMarkdown();
const renderer = {
  markdown: (source: string) => raw(markdown.render(source)),
  picture: (png: string) => `data:image/png;base64,${png}`,
};

/** The stored results of cells that have been run here. */
const stored = new Map<HTMLElement, readonly Node[]>();

/** Takes a cell's outputs from a worker. What was there stays until the first of them comes; charts stay where they are. */
export function takeOutputs(cell: HTMLElement): Outputs {
  const box = outputsOf(cell);
  let old: HTMLElement[] | undefined = [...box.children] as HTMLElement[];
  const shown = new Map<string, HTMLElement[]>();
  box.style.minHeight = `${box.offsetHeight}px`; // so that the page does not jump

  const clear = (): void => {
    if (old) box.replaceChildren();
    figures.push(...(old ?? []).filter(isChart));
    old = undefined;
  };
  const figures: HTMLElement[] = [];
  const show = ({ shown: output, id }: Output): void => {
    clear();
    const made = render(output).map((element) => append(box, element, figures));
    if (id !== undefined) shown.set(id, made);
  };
  const update = ({ shown: output, id = "" }: Output): void => {
    const before = shown.get(id);
    if (!before) return;
    const made = render(output);
    if (before.length === 1 && made.length === 1 && isChart(before[0]) && isChart(made[0])) {
      takeOver(before[0], made[0]);
      return;
    }
    before[0]?.replaceWith(...made);
    shown.set(id, made);
  };
  return {
    hear(word) {
      if (word.word === "show") show(word.output);
      else if (word.word === "update") update(word.output);
      else if (word.word === "clear" && word.wait) old = [...box.children] as HTMLElement[];
      else if (word.word === "clear") box.replaceChildren();
    },
    end(isStopped) {
      if (!isStopped) clear();
      box.style.minHeight = "";
    },
  };
}

/** Shows again what the cell came with. */
export function restoreOutputs(cell: HTMLElement): void {
  const nodes = stored.get(cell);
  if (!nodes) return;
  stored.delete(cell);
  outputsOf(cell).replaceChildren(...nodes.map((node) => node.cloneNode(true)));
  for (const figure of cell.querySelectorAll(".outputs > figure.chart")) announce(figure);
  stored.delete(cell);
}

function outputsOf(cell: HTMLElement): HTMLElement {
  const box = cell.querySelector<HTMLElement>(":scope > .outputs") ?? document.createElement("div");
  if (!box.isConnected) {
    box.className = "outputs";
    box.append(...[...cell.children].slice(1));
    cell.append(box);
  }
  if (!stored.has(cell)) stored.set(cell, [...box.children].map(withoutDrawing));
  return box;
}

function render(output: Output["shown"]): HTMLElement[] {
  const template = document.createElement("template");
  template.innerHTML = renderOutputs([output], renderer, undefined).markup;
  return [...template.content.children] as HTMLElement[];
}

/** Puts an output last, in the box of its neighbour if they are of one kind, or in the place of a chart that was there. */
function append(box: HTMLElement, made: HTMLElement, figures: HTMLElement[]): HTMLElement {
  const before = isChart(made) ? figures.shift() : undefined;
  if (before) {
    box.append(before);
    takeOver(before, made);
    return before;
  }
  const last = box.lastElementChild;
  const isSame = made.matches("ul.checks, pre.stdout, pre.stderr") && last?.className === made.className;
  if (isSame) last.append(...made.childNodes);
  else box.append(made);
  if (isChart(made)) announce(made);
  return made;
}
