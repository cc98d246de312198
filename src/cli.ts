#!/usr/bin/env node
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { cleanFile } from "./runner/clean-notebook";
import { findNotebooks } from "./runner/find-notebooks";
import { installKernel, uninstallKernel } from "./runner/install-kernel";
import { OWN_JUPYTER_PATH } from "./runner/kernelspec";
import { showProgress } from "./runner/progress";
import { type RunAllOptions, runAll } from "./runner/run-all";
import { save } from "./runner/save";
import { asksForHelp, numberOf, UsageError, understood } from "./usage";

const NOTEBOOKS = "notebooks";
const EXECUTED = path.join("out", "notebooks");
const SITE = path.join("out", "site");

const USAGES = {
  run: "elbo run [notebook…] [--out DIR] [--jobs N] [--timeout SECONDS] [--report FILE]",
  check: "elbo check [notebook…]",
  clean: "elbo clean [notebook…]",
  kernel: "elbo kernel [install | uninstall] [--user | --prefix DIR]",
  lab: "elbo lab [--no-browser] [--port N] [-- ARGUMENT…]",
  site: "elbo site [--out DIR]",
  publish: "elbo publish [--archive FILE.tgz] [--branch NAME]",
  homework: [
    "elbo homework release [NAME…] [--out DIR]",
    "elbo homework validate FILE [--timeout SECONDS]",
    "elbo homework grade NAME --submitted DIR --out DIR [--student S]… [--jobs N] [--timeout SECONDS] [--unsafe]",
    "elbo homework feedback NAME --marks DIR --out DIR",
  ].join("\n       "),
  start: "elbo start [--no-serve] [--port N]",
};

/** An executed copy whose notebook is gone would go on being a page. */
function removeStaleCopies(sources: readonly string[]): void {
  if (!existsSync(EXECUTED)) return;
  const names = new Set(sources.map((file) => path.basename(file)));
  const stale = readdirSync(EXECUTED).filter((file) => file.endsWith(".ipynb") && !names.has(file));
  for (const file of stale) rmSync(path.join(EXECUTED, file));
}

async function main([command, ...args]: string[]): Promise<number> {
  if (command !== undefined && Object.hasOwn(USAGES, command) && asksForHelp(args)) {
    console.log(usageOf(command));
    return 0;
  }
  switch (command) {
    case "run":
      return run(args);
    case "check":
      return check(args);
    case "clean":
      return clean(args);
    case "kernel":
      console.log(kernel(args));
      return 0;
    case "lab":
      return (await import("./lab-command.js")).lab(args);
    case "site":
      return site(args);
    case "publish":
      return (await import("./publish-command.js")).publish(args, NOTEBOOKS, EXECUTED);
    case "homework":
      return (await import("./homework-command.js")).homework(args);
    case "start":
      return start(args);
    case "help":
    case "--help":
    case "-h":
      console.log(usageOf(undefined));
      return 0;
    default:
      throw new UsageError(command === undefined ? "elbo needs a command" : `elbo has no command ${command}`);
  }
}

async function run(args: string[]): Promise<number> {
  const { values, positionals } = understood(() =>
    parseArgs({
      args,
      allowPositionals: true,
      options: {
        out: { type: "string", default: EXECUTED },
        jobs: { type: "string", default: `${availableParallelism()}` },
        timeout: { type: "string", default: "120" },
        report: { type: "string" },
      },
    }),
  );
  const options = {
    out: values.out,
    jobs: numberOf("--jobs", values.jobs, { whole: true, atLeast: 1 }),
    timeoutSeconds: numberOf("--timeout", values.timeout, { atLeast: 0.001 }),
    report: values.report,
  };
  return runNotebooks(findNotebooks(positionals, NOTEBOOKS), options);
}

async function runNotebooks(files: readonly string[], options: RunAllOptions & { report?: string }): Promise<number> {
  const progress = showProgress();
  const notebooks = await runAll(files, { ...options, ...progress });
  progress.close();
  if (options.report !== undefined) save(options.report, `${JSON.stringify({ notebooks }, undefined, 1)}\n`);
  return notebooks.every(({ status }) => status === "ok") ? 0 : 1;
}

async function check(args: string[]): Promise<number> {
  const { positionals } = understood(() => parseArgs({ args, allowPositionals: true }));
  const { checkNotebooks } = await import("./runner/check-notebooks.js");
  const faults = checkNotebooks(findNotebooks(positionals, NOTEBOOKS));
  for (const fault of faults) console.error(fault);
  return faults.length === 0 ? 0 : 1;
}

async function clean(args: string[]): Promise<number> {
  const { positionals } = understood(() => parseArgs({ args, allowPositionals: true }));
  for (const file of findNotebooks(positionals, NOTEBOOKS)) if (cleanFile(file)) console.log(`cleaned ${file}`);
  return 0;
}

/** What is printed: without an action, a folder for JUPYTER_PATH. */
function kernel(args: string[]): string {
  const options = { user: { type: "boolean" }, prefix: { type: "string" } } as const;
  const { values, positionals } = understood(() => parseArgs({ args, allowPositionals: true, options }));
  if (values.user && values.prefix !== undefined)
    throw new UsageError("elbo kernel needs --user or --prefix, got both");
  if (values.prefix === "") throw new UsageError("--prefix needs a folder, got nothing");
  switch (positionals.join(" ")) {
    case "install":
      return installKernel(values);
    case "uninstall":
      return uninstallKernel(values);
    case "":
      if (Object.keys(values).length === 0) return OWN_JUPYTER_PATH;
      throw new UsageError("elbo kernel needs install or uninstall before an option, got none");
    default:
      throw new UsageError(`elbo kernel needs install, uninstall or nothing, got ${positionals.join(" ")}`);
  }
}

async function site(args: string[]): Promise<number> {
  const { values } = understood(() => parseArgs({ args, options: { out: { type: "string", default: SITE } } }));
  const { buildCourse } = await import("./course.js");
  await buildCourse({ notebooks: EXECUTED, out: values.out });
  return 0;
}

async function start(args: string[]): Promise<number> {
  const { values } = understood(() =>
    parseArgs({
      args,
      options: { "no-serve": { type: "boolean", default: false }, port: { type: "string", default: "4236" } },
    }),
  );
  const port = numberOf("--port", values.port, { whole: true, atLeast: 0, atMost: 65535 });
  const { buildCourse } = await import("./course.js");
  const { serve } = await import("./site/serve.js");
  // before the run, so that a port in use is known at once
  mkdirSync(SITE, { recursive: true });
  const server = values["no-serve"] ? undefined : await serve({ dir: SITE, port });
  const sources = findNotebooks([], NOTEBOOKS);
  removeStaleCopies(sources);
  const jobs = availableParallelism();
  const status = await runNotebooks(sources, { out: EXECUTED, jobs, timeoutSeconds: 120, reuse: true });
  await buildCourse({ notebooks: EXECUTED, out: SITE });
  console.log(server ? `the notebooks are at ${server.url} (Ctrl-C ends)` : `the pages are in ${SITE}`);
  if (!server) return status;
  return new Promise(() => {});
}

function usageOf(command: string | undefined): string {
  const known = Object.entries(USAGES).filter(([name]) => name === command);
  const lines = (known.length > 0 ? known : Object.entries(USAGES)).map(([, usage]) => usage);
  return `usage: ${lines.join("\n       ")}`;
}

const args = process.argv.slice(2);
// Leaving takes the kernels along; JupyterLab has to be waited for.
for (const [signal, number] of [
  ["SIGINT", 2],
  ["SIGTERM", 15],
  ["SIGHUP", 1],
] as const) {
  if (args[0] !== "lab") process.on(signal, () => process.exit(128 + number));
}
main(args).then(
  (status) => process.exit(status),
  (error: Error) => {
    console.error(error.message);
    if (error instanceof UsageError) console.error(usageOf(args[0]));
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
