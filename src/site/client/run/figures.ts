export const isChart = (element: Element): boolean => element.matches("figure.chart");

/** A copy without what was drawn. */
export function withoutDrawing(element: Element): Node {
  const copy = element.cloneNode(true) as Element;
  copy.classList.remove("live");
  for (const part of copy.querySelectorAll(".drawing, .controls")) part.replaceChildren();
  return copy;
}

/** A figure shows what another one would: it keeps its place, and its picture until it is drawn. */
export function takeOver(figure: HTMLElement, other: HTMLElement): void {
  for (const part of ["figcaption", "script"]) {
    const [mine, theirs] = [figure.querySelector(part), other.querySelector(part)];
    if (mine && theirs) mine.replaceWith(theirs);
    else if (theirs) figure.prepend(theirs);
    else mine?.remove();
  }
  figure.className = `${other.className}${figure.classList.contains("live") ? " live" : ""} ran`;
  const label = other.querySelector(".drawing")?.getAttribute("aria-label") ?? "";
  figure.querySelector(".drawing")?.setAttribute("aria-label", label);
  announce(figure);
}

/** Charts are drawn by a script of their own, which a page without any has not loaded yet. */
export function announce(figure: Element): void {
  const source = new URL("charts.js", import.meta.url).href;
  if (!document.querySelector('script[src$="charts.js"]')) {
    document.head.append(Object.assign(document.createElement("script"), { src: source }));
  }
  figure.dispatchEvent(new Event("elbo-chart", { bubbles: true }));
}
