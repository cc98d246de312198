/** Folds the contents list where it stands above the text, and marks in it the section that is being read. */
export function followReader(): void {
  const list = document.querySelector<HTMLDetailsElement>(".contents details");
  if (!list) return;
  const beside = matchMedia("(min-width: 70rem)");
  const fold = (): void => {
    list.open = beside.matches;
  };
  beside.addEventListener("change", fold);
  fold();

  const links = [...list.querySelectorAll("a")];
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const mark = (): void => {
    const below = headings.findIndex((heading) => heading && heading.getBoundingClientRect().top > innerHeight / 3);
    const current = below === -1 ? links.length - 1 : below - 1;
    for (const [i, link] of links.entries()) {
      if (i === current) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  };
  let waiting = false;
  const later = (): void => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mark();
    });
  };
  addEventListener("scroll", later, { passive: true });
  mark();
}
