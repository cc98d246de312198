import { readFileSync } from "node:fs";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { findChromium } from "../src/setup/chromium";
import { findOnPath } from "../src/setup/find-on-path";
import { pythonWith } from "../src/setup/python";
import { run } from "../src/setup/run";

const LIMIT_MS = 300_000;

/**
 * Installs the browser and the sandbox that some tests need where that may be done unasked, as root on Debian, and keeps
 * the Jupyter clients that others need in the user's cache.
 */
export async function setup(project: TestProject): Promise<void> {
  const [debian, newest, oldest] = await Promise.all([
    installFromDebian(),
    pythonOrReason("requirements.txt"),
    pythonOrReason("requirements-oldest.txt"),
  ]);
  project.provide("whyNoBrowser", debian.chromium);
  project.provide("whyNoSandbox", debian.bubblewrap);
  project.provide("python", { newest, oldest });
}

/** One after the other, for apt-get lets no other run beside it. → why something is not there, or nothing */
async function installFromDebian(): Promise<{ readonly chromium: string; readonly bubblewrap: string }> {
  const chromium = findChromium() ? "" : await installChromium();
  const bubblewrap = hasSandbox() ? "" : await install("bubblewrap", hasSandbox);
  return { chromium, bubblewrap };
}

function hasSandbox(): boolean {
  return findOnPath(["bwrap"], process.env.PATH) !== undefined;
}

function pythonOrReason(requirements: string): Promise<ProgramOrReason> {
  return pythonWith(path.join(__dirname, "clients", requirements)).then(
    (program) => ({ path: program }),
    ({ message }: Error) => ({ path: undefined, reason: message }),
  );
}

/** A program that tests need, or why there is none. */
export type ProgramOrReason = { readonly path: string } | { readonly path: undefined; readonly reason: string };

async function installChromium(): Promise<string> {
  if (process.env.ELBO_CHROMIUM) return `ELBO_CHROMIUM=${process.env.ELBO_CHROMIUM} is not a program`;
  const reason = await install("chromium", () => findChromium() !== undefined);
  return reason && `${reason}; or name a Chromium in ELBO_CHROMIUM`;
}

/** Installs a package of Debian. → the reason if it fails */
async function install(name: string, isThere: () => boolean): Promise<string> {
  const aptGet = findOnPath(["apt-get"], process.env.PATH);
  if (!aptGet || process.getuid?.() !== 0 || !isDebian()) return `no ${name} on the PATH; install one`;
  console.log(`elbo: installing Debian's ${name} for the tests that need it`);
  const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, signal: AbortSignal.timeout(LIMIT_MS) };
  try {
    await run(aptGet, ["-qq", "update"], options);
    const { ok, complaint } = await run(aptGet, ["-qq", "install", "--no-install-recommends", name], options);
    if (!ok) return `apt-get cannot install ${name}: ${complaint}`;
    return isThere() ? "" : `apt-get installed ${name}, but not on the PATH`;
  } catch {
    return `apt-get did not install ${name} within ${LIMIT_MS / 1000} s`;
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
    readonly whyNoSandbox: string;
    readonly python: { readonly newest: ProgramOrReason; readonly oldest: ProgramOrReason };
  }
}
