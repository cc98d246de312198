import { readFileSync } from "node:fs";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { findChromium } from "../src/setup/chromium";
import { findOnPath } from "../src/setup/find-on-path";
import { pythonWith } from "../src/setup/python";
import { run } from "../src/setup/run";

const LIMIT_MS = 300_000;

/**
 * Installs the browser that some tests need where that may be done unasked, as root on Debian, and keeps the Jupyter
 * clients that others need in the user's cache.
 */
export async function setup(project: TestProject): Promise<void> {
  const [browser, newest, oldest] = await Promise.all([
    findChromium() ? "" : installChromium(),
    pythonOrReason("requirements.txt"),
    pythonOrReason("requirements-oldest.txt"),
  ]);
  project.provide("whyNoBrowser", browser);
  project.provide("python", { newest, oldest });
}

function pythonOrReason(requirements: string): Promise<ProgramOrReason> {
  return pythonWith(path.join(__dirname, "clients", requirements)).then(
    (program) => ({ path: program }),
    ({ message }: Error) => ({ path: undefined, reason: message }),
  );
}

/** A program that tests need, or why there is none. */
export type ProgramOrReason = { readonly path: string } | { readonly path: undefined; readonly reason: string };

/** Gives the reason if it fails. */
async function installChromium(): Promise<string> {
  if (process.env.ELBO_CHROMIUM) return `ELBO_CHROMIUM=${process.env.ELBO_CHROMIUM} is not a program`;
  const aptGet = findOnPath(["apt-get"], process.env.PATH);
  if (!aptGet || process.getuid?.() !== 0 || !isDebian()) {
    return "no Chromium on the PATH; install one, or name it in ELBO_CHROMIUM";
  }
  console.log("elbo: installing Debian's chromium for the tests that need a browser");
  const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, signal: AbortSignal.timeout(LIMIT_MS) };
  try {
    await run(aptGet, ["-qq", "update"], options);
    const { ok, complaint } = await run(aptGet, ["-qq", "install", "--no-install-recommends", "chromium"], options);
    if (!ok) return `apt-get cannot install chromium: ${complaint}`;
    return findChromium() ? "" : "apt-get installed chromium, but not on the PATH";
  } catch {
    return `apt-get did not install chromium within ${LIMIT_MS / 1000} s`;
  }
}

function isDebian(): boolean {
  try {
    return /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}

declare module "vitest" {
  interface ProvidedContext {
    readonly whyNoBrowser: string;
    readonly python: { readonly newest: ProgramOrReason; readonly oldest: ProgramOrReason };
  }
}
