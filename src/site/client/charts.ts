import { type Drawing, draw } from "./draw";
import { type Draw, drawWhenNear } from "./keep-drawn";
import { offerSvg } from "./svg";

const drawAndOffer: Draw<Drawing> = async (figure, what) => {
  const drawing = await draw(figure, what);
  offerSvg(figure, drawing.result.view);
  return drawing;
};

for (const figure of document.querySelectorAll<HTMLElement>("figure.chart")) drawWhenNear(figure, drawAndOffer);
