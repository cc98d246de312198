import { followReader } from "./contents";
import { addCopyButtons } from "./copy";
import { isDark, onDarkChange, restoreTheme, toggleDark } from "./dark";
import { offerSearch } from "./offer-search";
import { addRunButtons } from "./run/buttons";

restoreTheme();

document.addEventListener("DOMContentLoaded", () => {
  addThemeButton();
  offerSearch();
  addCopyButtons();
  addRunButtons();
  followReader();
  makeScrollable();
});

function addThemeButton(): void {
  const button = document.querySelector<HTMLButtonElement>("button.theme");
  if (!button) return;
  const show = (): void => button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", toggleDark);
  button.hidden = false;
  onDarkChange(show);
  show();
}

/** Lets the keyboard reach, and so scroll, the boxes that are wider than the page. */
function makeScrollable(): void {
  for (const box of document.querySelectorAll<HTMLElement>("pre, .scroll")) {
    new ResizeObserver(() => {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }).observe(box);
  }
}
