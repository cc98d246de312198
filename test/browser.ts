import { inject } from "vitest";
import { findChromium } from "../src/setup/chromium";

/** The browser for tests that need one, or why there is none: `test.skipIf` and `skip(reason)` say it. */
export type BrowserOrReason = { readonly path: string } | { readonly path: undefined; readonly reason: string };

export function browserOrReason(): BrowserOrReason {
  const path = findChromium();
  return path ? { path } : { path: undefined, reason: inject("whyNoBrowser") };
}
