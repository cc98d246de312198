import { isDark, onDarkChange } from "./dark";

const NEAR = "600px";

/** What was drawn, and for what. */
export interface Drawn {
  readonly width: number;
  readonly dark: boolean;
}

/** Draws a figure, with what the reader left of what was drawn before. */
export type Draw<D extends Drawn> = (
  figure: HTMLElement,
  what: Drawn & { readonly before: D | undefined },
) => Promise<D>;

/** Draws a figure when the reader comes near it, and again when the page turns dark or changes its width. */
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

function keepDrawn<D extends Drawn>(figure: HTMLElement, draw: Draw<D>): void {
  let drawing: D | undefined;
  let queue = Promise.resolve();
  const redraw = (): void => {
    queue = queue
      .then(async () => {
        const width = figure.clientWidth;
        const dark = isDark();
        if (width === 0 || (drawing?.width === width && drawing.dark === dark)) return;
        drawing = await draw(figure, { width, dark, before: drawing });
      })
      .catch((error: unknown) => console.error("a chart could not be drawn:", error));
  };
  onDarkChange(redraw);
  new ResizeObserver(redraw).observe(figure);
}
