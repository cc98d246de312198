import { isDark, onDarkChange } from "./dark";

const NEAR = "600px";

/** What was drawn, and for what. */
export interface Drawn {
  readonly width: number;
  readonly dark: boolean;
}

/** Draws a figure, with what the reader left of what was drawn before, unless it is another one now. */
export type Draw<D extends Drawn> = (
  figure: HTMLElement,
  what: Drawn & { readonly before: D | undefined; readonly isOther: boolean },
) => Promise<D>;

/** Draws a figure when the reader comes near it, and keeps it drawn. */
export function drawWhenNear<D extends Drawn>(figure: HTMLElement, draw: Draw<D>): void {
  new IntersectionObserver(
    (entries, observer) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      keepDrawn(figure, draw);
    },
    { rootMargin: NEAR },
  ).observe(figure);
}

/** What is drawn, on the whole page: one after the other, so that the page can scroll between two charts. */
let drawn: Promise<unknown> = Promise.resolve();

function inTurn<R>(work: () => Promise<R>): Promise<R> {
  const mine = drawn.then(breath).then(work);
  drawn = mine.catch(() => {});
  return mine;
}

/** Lets the page do what waits: scroll, paint, hear the reader. */
export function breath(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Draws a figure at once, and again when the page turns dark or changes its width, or it shows another chart. */
export function keepDrawn<D extends Drawn>(figure: HTMLElement, draw: Draw<D>): void {
  let drawing: D | undefined;
  let isOther = false;
  const redraw = (): void => {
    inTurn(async () => {
      const width = figure.clientWidth;
      const dark = isDark();
      if (width === 0 || (!isOther && drawing?.width === width && drawing.dark === dark)) return;
      const what = { width, dark, before: drawing, isOther };
      isOther = false;
      drawing = await draw(figure, what);
    }).catch((error: unknown) => console.error("a chart could not be drawn:", error));
  };
  figure.addEventListener("elbo-chart", () => {
    isOther = true;
    redraw();
  });
  onDarkChange(redraw);
  redraw();
  new ResizeObserver(redraw).observe(figure);
}
