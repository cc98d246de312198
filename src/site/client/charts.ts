import { isDark, onDarkChange } from "./dark";
import { type Drawing, draw } from "./draw";

const NEAR = "600px";

/** Draws each chart when the reader comes near it, and again when the page turns dark or changes its width. */
for (const figure of document.querySelectorAll<HTMLElement>("figure.chart")) {
  new IntersectionObserver(
    (entries, observer) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      keepDrawn(figure);
    },
    { rootMargin: NEAR },
  ).observe(figure);
}

function keepDrawn(figure: HTMLElement): void {
  let drawing: Drawing | undefined;
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
