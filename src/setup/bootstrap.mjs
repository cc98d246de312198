// @ts-check
// Sets up a clone, then starts it or tests it. Plain JavaScript with nothing to import: it runs before anything is installed.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..", "..");
const OLDEST_NODE = [20, 19];
const PASSED_ON = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
const BUILD_INFO = path.join(ROOT, "dist", ".tsbuildinfo");
const ROLLED_UP = path.join(ROOT, "dist", "rolled-up.d.ts");

/** @type {Readonly<Record<string, readonly string[]>>} */
const COMMANDS = {
  start: [path.join("dist", "cli.js"), "start"],
  test: [path.join("node_modules", "vitest", "vitest.mjs"), "run"],
};

requireNode();
const [command, ...args] = process.argv.slice(2);
if (command !== undefined && !Object.hasOwn(COMMANDS, command)) {
  leave(`bootstrap.mjs needs start, test or nothing, got ${command}`, 2);
}
await step("installed the packages", areInstalled, npmCi);
await step("compiled src", isCompiled, compile);
/** @type {typeof import("./native.js")} */
const { setUpNative } = await import(pathToFileURL(path.join(ROOT, "dist", "setup", "native.js")).href);
await setUpNative({ retry: command === undefined });
if (command === undefined) console.log("elbo: ready");
else process.exit((await run(process.execPath, [...COMMANDS[command], ...args], "inherit")).status);

function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  leave(`elbo needs Node ${OLDEST_NODE.join(".")} or newer, got ${process.versions.node}`, 1);
}

/**
 * Does what is not done yet, and says so in one line.
 * @param {string} what
 * @param {() => boolean} isDone
 * @param {() => Promise<void>} work
 */
async function step(what, isDone, work) {
  if (isDone()) return;
  const start = Date.now();
  await work();
  console.log(`elbo: ${what} in ${((Date.now() - start) / 1000).toFixed(1)} s`);
}

/** Whether node_modules holds what the lockfile names; npm writes its own account of it when an installation ends well. */
function areInstalled() {
  const account = path.join(ROOT, "node_modules", ".package-lock.json");
  if (!existsSync(account)) return false;
  const wanted = packagesOf(path.join(ROOT, "package-lock.json"));
  const present = packagesOf(account);
  return (
    Object.entries(wanted).every(([at, entry]) => at === "" || at in present || entry.optional) &&
    Object.entries(present).every(([at, entry]) => at in wanted && entry.integrity === wanted[at].integrity)
  );
}

/**
 * @param {string} lockfile
 * @returns {Readonly<Record<string, { readonly integrity?: string, readonly optional?: boolean }>>}
 */
function packagesOf(lockfile) {
  return JSON.parse(readFileSync(lockfile, "utf8")).packages;
}

function npmCi() {
  const npm = process.env.npm_execpath?.endsWith("npm-cli.js") ? [process.execPath, process.env.npm_execpath] : ["npm"];
  // The compiler and the test runner are development packages, needed whatever NODE_ENV says.
  return quietly([...npm, "ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"], "npm ci");
}

/** Whether the last compilation began after the last change of a source; to ask tsc takes longer than all the rest here. */
function isCompiled() {
  if (!existsSync(BUILD_INFO) || !existsSync(ROLLED_UP)) return false;
  const built = statSync(BUILD_INFO).mtimeMs;
  if (statSync(ROLLED_UP).mtimeMs < built) return false;
  const src = path.join(ROOT, "src");
  const sources = readdirSync(src, { recursive: true, encoding: "utf8" }).map((file) => path.join(src, file));
  return [src, path.join(ROOT, "tsconfig.json"), path.join(ROOT, "package-lock.json"), ...sources].every(
    (file) => statSync(file).mtimeMs < built,
  );
}

async function compile() {
  const start = new Date();
  const tsc = path.join("node_modules", "typescript", "bin", "tsc");
  await quietly([process.execPath, tsc, "-p", "src"], "the TypeScript compiler");
  await quietly([process.execPath, path.join("dist", "setup", "write-types.js")], "the roll-up of the types");
  utimesSync(BUILD_INFO, start, start); // what was changed meanwhile is newer
}

/**
 * Runs a command of the set-up. What it prints is shown only if it fails, which ends the set-up.
 * @param {readonly string[]} argv
 * @param {string} name
 */
async function quietly([program, ...rest], name) {
  const { status, output } = await run(program, rest, "pipe");
  if (status === 0) return;
  process.stderr.write(output);
  leave(`${name} failed with status ${status}`, status);
}

/**
 * Runs a program to its end, which a signal to this process brings about.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {"inherit" | "pipe"} stdio
 * @returns {Promise<{ readonly status: number, readonly output: string }>}
 */
function run(program, args, stdio) {
  const child = spawn(program, args, { cwd: ROOT, stdio: ["inherit", stdio, stdio] });
  /** @param {NodeJS.Signals} name */
  const pass = (name) => {
    // A terminal sends Ctrl-C to the child as well; a second one would cut its cleaning-up short.
    if (name !== "SIGINT" || !process.stdin.isTTY) child.kill(name);
  };
  for (const name of PASSED_ON) process.on(name, pass);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (text) => {
      output += text;
    });
  }
  return new Promise((resolve) => {
    child.on("error", (error) => resolve({ status: 1, output: `${error.message}\n` }));
    child.on("close", (code, signal) => {
      for (const name of PASSED_ON) process.off(name, pass);
      resolve({ status: code ?? 128 + os.constants.signals[signal ?? "SIGTERM"], output });
    });
  });
}

/**
 * @param {string} line
 * @param {number} status
 * @returns {never}
 */
function leave(line, status) {
  console.error(line);
  process.exit(status);
}
