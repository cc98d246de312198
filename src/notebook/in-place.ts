import { door, type MimeBundle } from "./display";

/** An output that changes where it stands. */
export interface InPlace {
  /** Shows the state as it is now, or as it is when the next update is due. */
  changed(): void;
  /** Shows the last state at once. */
  finish(): void;
}

/** No eye follows more, and no front end should have to draw more. */
const UPDATES_PER_SECOND = 5;

/**
 * An output whose state is read by `bundle` whenever it is drawn: at most five times a second, and once more, as the
 * last, when the cell ends. Outside a notebook the text of the last state alone is printed, when the program ends at the latest.
 */
export function inPlace(bundle: (state: { readonly last: boolean }) => MimeBundle): InPlace {
  const transient = { display_id: crypto.randomUUID() };
  let shown = false;
  let settled = true;
  let drawn = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const draw = (last: boolean) => {
    clearTimeout(timer);
    timer = undefined;
    const kernel = door();
    const state = bundle({ last });
    if (kernel) kernel[shown ? "update" : "display"]({ ...state, transient });
    else console.log(state.data["text/plain"]);
    shown = true;
    settled = last;
    drawn = performance.now();
  };
  /** When the cell ends, or outside a notebook the program. */
  const end = () => {
    if (!settled) draw(true);
  };

  return {
    changed() {
      const kernel = door();
      if (settled && !kernel) process.once("exit", end);
      settled = false;
      if (!kernel) return;
      kernel.atEnd(end);
      const due = drawn + 1000 / UPDATES_PER_SECOND - performance.now();
      if (due <= 0) draw(false);
      else timer ??= setTimeout(draw, due, false);
    },
    finish() {
      process.off("exit", end);
      draw(true);
    },
  };
}
