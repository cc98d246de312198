/** Opens the search at the button in the bar, and at Control or Command and K; it is loaded when it is first asked for. */
export function offerSearch(): void {
  const button = document.querySelector<HTMLButtonElement>("button.search");
  if (!button) return;
  let isLoaded = false;
  const open = (): void => {
    if (isLoaded) document.dispatchEvent(new Event("elbo-search"));
    else for (const name of ["search-index", "search"]) load(`assets/${name}.js`);
    isLoaded = true;
  };
  button.addEventListener("click", open);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  button.hidden = false;
}

function load(src: string): void {
  const script = Object.assign(document.createElement("script"), { src, async: false });
  document.head.append(script);
}
