const KEY = "elbo-theme";
const system = matchMedia("(prefers-color-scheme: dark)");

/** Whether the page is dark now: as the reader chose, else as the system says. */
export const isDark = (): boolean =>
  (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";

/** Calls back whenever the page turns light or dark. */
export function onDarkChange(listener: () => void): void {
  system.addEventListener("change", listener);
  new MutationObserver(listener).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}

/** Restores what the reader chose on an earlier visit; called before the page is painted. */
export function restoreTheme(): void {
  const chosen = remembered();
  if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
}

export function toggleDark(): void {
  const theme = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // a browser that keeps nothing still switches
  }
}

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
