import { type Drawing, draw } from "./draw";
import { type Draw, drawWhenNear } from "./keep-drawn";
import { offerSvg } from "./svg";

const drawAndOffer: Draw<Drawing> = async (figure, what) => {
  const drawing = await draw(figure, what);
  offerSvg(figure, drawing.result.view);
  return drawing;
};

const known = new WeakSet<EventTarget>();
const keep = (figure: HTMLElement): void => {
  known.add(figure);
  drawWhenNear(figure, drawAndOffer);
};

for (const figure of document.querySelectorAll<HTMLElement>("figure.chart")) keep(figure);

// What a cell that is run in the page shows anew; a figure that is there already hears of it itself.
document.addEventListener("elbo-chart", ({ target }) => {
  if (!known.has(target as HTMLElement)) keep(target as HTMLElement);
});
