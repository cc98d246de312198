import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { tempFolder } from "./temp-folder";

const LOCK = { "": {}, "node_modules/a": { integrity: "sha512-a" }, "node_modules/b": { optional: true } };

// A compiler that does what tsc does here: it leaves its notes, two parts of the set-up and the program behind.
const TSC = `
const fs = require("node:fs");
fs.mkdirSync("dist/setup", { recursive: true });
fs.writeFileSync("dist/.tsbuildinfo", "");
fs.writeFileSync("dist/setup/native.js", "exports.setUpNative = async ({ retry }) => { if (retry) console.log('native tried again'); };");
fs.writeFileSync("dist/setup/write-types.js", "require('node:fs').writeFileSync('dist/rolled-up.d.ts', '')");
fs.copyFileSync("program.js", "dist/cli.js");
`;
const PROGRAM = `
const [, argument = "0"] = process.argv.slice(2);
if (argument === "stay") { setInterval(() => {}, 1000); process.on("SIGTERM", () => process.exit(7)); }
else process.exitCode = Number(argument);
console.log(JSON.stringify(process.argv.slice(2)));
`;

/** A clone with a compiler, a program and two packages of its own: the set-up is what is tested, not what it installs. */
let clone: string;
beforeEach(() => {
  clone = tempFolder();
  write("src/index.ts", "");
  mkdirSync(path.join(clone, "src", "setup"));
  copyFileSync(
    path.join(__dirname, "..", "..", "src", "setup", "bootstrap.mjs"),
    path.join(clone, "src/setup/bootstrap.mjs"),
  );
  write("tsconfig.json", "{}");
  write("package-lock.json", JSON.stringify({ packages: LOCK }));
  write(
    "node_modules/.package-lock.json",
    JSON.stringify({ packages: { "node_modules/a": { integrity: "sha512-a" } } }),
  );
  write("node_modules/typescript/bin/tsc", TSC);
  write("node_modules/vitest/vitest.mjs", "console.log(JSON.stringify(process.argv.slice(2)))");
  write("npm-cli.js", `${ledger("npm")} process.exit(Number(process.env.NPM_FAILS ?? 0));`);
  write("program.js", PROGRAM);
});

function write(file: string, text: string) {
  const target = path.join(clone, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}

const ledger = (name: string) =>
  `require("node:fs").appendFileSync("${name}.ledger", process.argv.slice(2).join(" "));`;

const setUp = (args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, ["src/setup/bootstrap.mjs", ...args], {
    cwd: clone,
    encoding: "utf8",
    env: { ...process.env, npm_execpath: path.join(clone, "npm-cli.js"), ...env },
  });

test("a start compiles, hands the arguments on and ends with the program's status", () => {
  const { stdout, stderr, status } = setUp(["start", "3", "--no-serve"]);
  expect(stdout.replace(/\d+\.\d/, "N")).toBe(`elbo: compiled src in N s\n["start","3","--no-serve"]\n`);
  expect(stderr).toBe("");
  expect(status).toBe(3);
});

test("a second start says nothing of its own", () => {
  setUp(["start"]);
  expect(setUp(["start"]).stdout).toBe(`["start"]\n`);
});

test("a test run hands its arguments to vitest", () => {
  expect(setUp(["test", "tensors"]).stdout).toMatch(/^\["run","tensors"\]$/m);
});

test("only the bare set-up tries a failed native part again", () => {
  expect(setUp().stdout).toMatch(/native tried again\nelbo: ready\n$/);
  expect(setUp(["start"]).stdout).not.toContain("tried again");
});

describe("src is compiled again", () => {
  const hour = new Date(Date.now() + 3_600_000);
  test.each([
    ["when a source is newer", () => utimesSync(path.join(clone, "src/index.ts"), hour, hour)],
    ["when a source is gone", () => rmSync(path.join(clone, "src/index.ts"))],
    ["when the compiler's settings change", () => utimesSync(path.join(clone, "tsconfig.json"), hour, hour)],
    ["when dist is gone", () => rmSync(path.join(clone, "dist"), { recursive: true })],
  ])("%s", (_, change) => {
    setUp();
    change();
    expect(setUp().stdout).toContain("elbo: compiled src");
  });
});

test("a source that does not compile ends the set-up with the compiler's words and status", () => {
  write("node_modules/typescript/bin/tsc", "console.log('index.ts(1,1): error'); process.exit(2)");
  const { stderr, stdout, status } = setUp(["start"]);
  expect(stderr).toBe("index.ts(1,1): error\nthe TypeScript compiler failed with status 2\n");
  expect(stdout).toBe("");
  expect(status).toBe(2);
});

describe("packages are installed", () => {
  const installed = () => existsSync(path.join(clone, "npm.ledger"));
  test("only when they are not there, and an optional one may be missing", () => {
    setUp();
    expect(installed()).toBe(false);
  });

  test.each([
    ["when there are none", () => rmSync(path.join(clone, "node_modules/.package-lock.json"))],
    ["when one is missing", () => write("node_modules/.package-lock.json", `{ "packages": {} }`)],
    [
      "when one is another version",
      () => write("package-lock.json", JSON.stringify({ packages: { "node_modules/a": { integrity: "sha512-b" } } })),
    ],
    ["when one is no longer wanted", () => write("package-lock.json", `{ "packages": {} }`)],
  ])("%s, by npm ci", (_, change) => {
    change();
    expect(setUp().stdout).toMatch(/^elbo: installed the packages in /);
    expect(readFileSync(path.join(clone, "npm.ledger"), "utf8")).toMatch(/^ci --include=dev --include=optional /);
  });

  test("or the set-up ends as npm does", () => {
    rmSync(path.join(clone, "node_modules/.package-lock.json"));
    const { stderr, status } = setUp(["start"], { NPM_FAILS: "4" });
    expect(stderr).toBe("npm ci failed with status 4\n");
    expect(status).toBe(4);
  });
});

test("a Node that is too old is refused in one line", () => {
  write("old.cjs", `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.18.3" } });`);
  const { stderr, status } = setUp([], { NODE_OPTIONS: `--require ${path.join(clone, "old.cjs")}` });
  expect(stderr).toBe("elbo needs Node 20.19 or newer, got 20.18.3\n");
  expect(status).toBe(1);
});

test("an unknown command is refused in one line", () => {
  expect(setUp(["stat"])).toMatchObject({
    stderr: "bootstrap.mjs needs start, test or nothing, got stat\n",
    status: 2,
  });
});

test("a signal passes to the program, which ends first", async () => {
  setUp();
  const running: ChildProcess = spawn(process.execPath, ["src/setup/bootstrap.mjs", "start", "stay"], { cwd: clone });
  await once(running.stdout as NodeJS.ReadableStream, "data");
  running.kill("SIGTERM");
  expect(await once(running, "exit")).toEqual([7, null]);
});
