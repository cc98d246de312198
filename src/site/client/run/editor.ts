import { colour } from "./colour";

/** The code of a cell. Its text is what runs. */
export const codeOf = (cell: HTMLElement): HTMLElement => cell.querySelector<HTMLElement>("pre.code > code")!;

interface Keys {
  /** Shift and Enter. */
  readonly run: () => void;
  /** Escape. */
  readonly leave: () => void;
}

const edited = new WeakSet<HTMLElement>();

/**
 * Lays a text area over the code, which shows the colours of what is typed, and puts the cursor into it. Code that hears
 * the event "elbo-reset" is again what it came with.
 */
export function openEditor(code: HTMLElement, { run, leave }: Keys): void {
  const open = code.parentElement?.querySelector("textarea");
  if (open) {
    open.focus();
    return;
  }
  if (!edited.has(code)) {
    edited.add(code);
    const original = [...code.childNodes];
    code.addEventListener("elbo-reset", () => {
      close(code);
      code.replaceChildren(...original);
    });
  }
  const area = document.createElement("textarea");
  area.value = code.textContent;
  area.ariaLabel = "Code of this cell";
  area.spellcheck = false;
  area.autocapitalize = "off";
  area.autocomplete = "off";
  area.wrap = "off";
  area.addEventListener("input", () => {
    code.replaceChildren(colour(area.value));
    code.dispatchEvent(new Event("elbo-edit", { bubbles: true }));
  });
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.shiftKey) run();
    else if (event.key === "Escape") {
      close(code);
      leave();
    } else return;
    event.preventDefault();
  });
  code.parentElement?.classList.add("editing");
  code.after(area);
  area.focus();
  area.setSelectionRange(0, 0);
}

function close(code: HTMLElement): void {
  code.parentElement?.classList.remove("editing");
  code.parentElement?.querySelector("textarea")?.remove();
}
