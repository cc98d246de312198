import { codeOf, openEditor } from "./editor";
import { TOO_LONG, timeInWords } from "./patience";

/** Gives each cell the buttons with which a reader runs and edits it. What runs it is loaded at the first press. */
export function addRunButtons(): void {
  for (const cell of document.querySelectorAll<HTMLElement>(".cell")) {
    const box = cell.querySelector<HTMLElement>(".code-box");
    if (!box) continue;
    const bar = document.createElement("div");
    bar.className = "run-bar";
    const state = document.createElement("span");
    state.className = "run-state";
    const seconds = Number(cell.dataset.seconds);
    state.dataset.first = seconds >= TOO_LONG ? `${timeInWords(seconds)} in a browser` : "";
    state.textContent = state.dataset.first;

    const run = async (): Promise<void> => {
      try {
        const { runCell } = await import("./run.js");
        runCell(cell);
      } catch (error) {
        state.textContent = `could not be loaded: ${error instanceof Error ? error.message : error}`;
      }
    };
    const runButton = button("Run", run);
    const editButton = button("Edit", () => openEditor(codeOf(cell), { run, leave: () => editButton.focus() }));
    bar.append(runButton, editButton, state);
    box.append(bar);
  }
}

export function button(label: string, press: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", press);
  return made;
}
