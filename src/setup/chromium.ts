import { findOnPath, isProgram } from "./find-on-path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The browser that `ELBO_CHROMIUM` names, else the first Chromium on the PATH. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.ELBO_CHROMIUM) return isProgram(env.ELBO_CHROMIUM) ? env.ELBO_CHROMIUM : undefined;
  return findOnPath(NAMES, env.PATH);
}
