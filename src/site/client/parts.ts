/** The parts of a chart's figure: its specification, where it is drawn, and where its knobs stand. */
export interface Parts {
  readonly source: HTMLElement & { readonly textContent: string };
  readonly drawn: HTMLElement;
  readonly controls: HTMLElement;
}

/** @throws if the figure lacks one */
export function partsOf(figure: HTMLElement): Parts {
  const [source, drawn, controls] = ["script", ".drawing", ".controls"].map((part) =>
    figure.querySelector<HTMLElement>(part),
  );
  if (!source?.textContent || !drawn || !controls) throw new Error("a figure without its parts");
  return { source: source as Parts["source"], drawn, controls };
}

/** An element in which to draw, for Vega names its own anew, mark by mark: those who hear the page hear the figure's one description. */
export function roomIn(drawn: HTMLElement): HTMLElement {
  const inside = document.createElement("div");
  inside.ariaHidden = "true";
  drawn.replaceChildren(inside);
  return inside;
}

/** Waits for the fonts of charts, so that their words are measured as they will be drawn. */
export const chartFonts = (): Promise<unknown> =>
  Promise.all(["400 12px", "600 12px"].map((font) => document.fonts.load(`${font} "Source Sans 3"`)));
