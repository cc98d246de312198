import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import path from "node:path";
import { expect, test } from "vitest";
import { isAlive } from "../src/files/is-alive";
import { notebookOf, temporaryFolder, until, writeNotebook } from "./runner/fixture";

const CLI = path.join(__dirname, "..", "dist", "cli.js");

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly errors: string;
}

/** Runs the compiled command line in a folder. */
function elbo(
  folder: string,
  ...args: readonly string[]
): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, [CLI, ...args], { cwd: folder });
  let [out, errors] = ["", ""];
  child.stdout.on("data", (text) => (out += text));
  child.stderr.on("data", (text) => (errors += text));
  return { child, ended: new Promise((resolve) => child.once("close", (status) => resolve({ status, out, errors }))) };
}

/** A folder with these notebooks in `notebooks`. */
function lessons(codes: Readonly<Record<string, readonly string[]>>): string {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, "notebooks"));
  for (const [name, cells] of Object.entries(codes))
    writeNotebook(path.join(folder, "notebooks"), name, notebookOf(...cells));
  return folder;
}

test.each([
  [["soup"], "elbo has no command soup", "elbo kernel"],
  [[], "elbo needs a command", "elbo kernel"],
  [["run", "--soup"], "Unknown option '--soup'", "elbo run [notebook…]"],
  [["run", "--jobs", "0"], "--jobs needs a whole number of at least 1, got 0", "elbo run [notebook…]"],
  [["run", "--timeout", "soon"], "--timeout needs a number of at least 0.001, got soon", "elbo run [notebook…]"],
  [["kernel", "soup"], "elbo kernel needs install, uninstall or nothing, got soup", "elbo kernel [install"],
  [["kernel", "--user"], "elbo kernel needs install or uninstall before an option, got none", "elbo kernel [install"],
  [["kernel", "install", "--user", "--prefix", "x"], "elbo kernel needs --user or --prefix, got both", "--prefix DIR"],
  [["kernel", "install", "--prefix", ""], "--prefix needs a folder, got nothing", "--prefix DIR"],
  [["publish"], "elbo publish needs --archive FILE, --branch NAME or both, got none", "elbo publish [--archive"],
  [
    ["start", "--port", "70000"],
    "--port needs a whole number of at least 0 and at most 65535, got 70000",
    "elbo start",
  ],
])("elbo %j is answered with one line and the usage", async (args, line, usage) => {
  const { status, out, errors } = await elbo(temporaryFolder(), ...args).ended;
  expect([status, out]).toEqual([2, ""]);
  expect(errors.split("\n")[0]).toBe(line);
  expect(errors.split("\n")[1]).toMatch(/^usage: elbo /);
  expect(errors).toContain(usage);
});

test("each command asked for help prints its own usage and does nothing else", async () => {
  const folder = temporaryFolder();
  const commands = ["run", "check", "clean", "kernel", "lab", "site", "publish", "homework", "start"];
  const asked = async (command: string) => {
    const ask = command === "run" ? ["-h"] : command === "homework" ? ["release", "--help"] : ["--help"];
    const { status, out, errors } = await elbo(folder, command, ...ask).ended;
    expect([status, errors]).toEqual([0, ""]);
    for (const line of out.trimEnd().split("\n")) expect(line).toMatch(new RegExp(`^(usage: | {7})elbo ${command}\\b`));
  };
  await Promise.all(commands.map(asked));
  expect(readdirSync(folder)).toEqual([]);
});

test("elbo -h prints the usage of all commands; help for an unknown command stays a fault", async () => {
  const all = await elbo(temporaryFolder(), "-h").ended;
  expect([all.status, all.out.split("\n").length]).toEqual([0, 13]);
  const unknown = await elbo(temporaryFolder(), "soup", "--help").ended;
  expect([unknown.status, unknown.out]).toEqual([2, ""]);
});

test("elbo kernel prints a folder for JUPYTER_PATH", async () => {
  const { status, out } = await elbo(temporaryFolder(), "kernel").ended;
  expect([status, existsSync(path.join(out.trim(), "kernels", "elbo", "kernel.json"))]).toEqual([0, true]);
});

test("elbo kernel install and uninstall say in one line what they did, or why not", async () => {
  const folder = temporaryFolder();
  const kernel = path.join(folder, "env", "share", "jupyter", "kernels", "elbo");
  writeFileSync(path.join(folder, "taken"), "");
  const inOrder = ["install env", "install env", "uninstall env", "uninstall env", "install taken"];
  const ends: Ended[] = [];
  for (const [action, prefix] of inOrder.map((words) => words.split(" ")))
    ends.push(await elbo(folder, "kernel", action, "--prefix", prefix).ended);
  expect(ends.map(({ status, out, errors }) => `${status} ${out}${errors}`)).toEqual([
    `0 installed the kernel TypeScript (elbo) in ${kernel}\n`,
    `0 replaced the kernel TypeScript (elbo) in ${kernel}\n`,
    `0 removed the kernel from ${kernel}\n`,
    `0 nothing to remove: ${kernel} holds no kernel\n`,
    expect.stringMatching(/^1 cannot write \S+: a file is in the way of its folder\n$/),
  ]);
});

test("a run says how each notebook went, reports it, and fails if one fails, whatever the others do", async () => {
  const folder = lessons({ "01-good": ["1"], "02-bad": ["while (true);"], "03-worse": ["1"], "04-good": ["2"] });
  writeFileSync(path.join(folder, "notebooks", "03-worse.ipynb"), "[]");
  const { status, out, errors } = await elbo(folder, "run", "--timeout", "0.5", "--report", "new/report.json").ended;
  expect(status).toBe(1);
  const marks = out.match(/^[✓✗] notebooks\/[\w-]+/gm) ?? [];
  expect(marks.sort()).toEqual([
    "✓ notebooks/01-good",
    "✓ notebooks/04-good",
    "✗ notebooks/02-bad",
    "✗ notebooks/03-worse",
  ]);
  expect(errors).toContain(
    "failed in notebooks/02-bad.ipynb, Step one, cell c1\n    while (true);\nit took longer than 0.5 s",
  );
  expect(errors).toContain("notebooks/03-worse.ipynb is not a notebook: it is no JSON object");
  const { notebooks } = JSON.parse(readFileSync(path.join(folder, "new", "report.json"), "utf8"));
  expect(notebooks).toMatchObject([
    { notebook: "notebooks/01-good.ipynb", status: "ok", cells: [{ id: "c1", status: "ok" }], checks: [] },
    { notebook: "notebooks/02-bad.ipynb", status: "failed" },
    { notebook: "notebooks/03-worse.ipynb", status: "failed", cells: [] },
    { notebook: "notebooks/04-good.ipynb", status: "ok" },
  ]);
  expect(existsSync(path.join(folder, "out", "notebooks", "04-good.ipynb"))).toBe(true);
});

test("an unknown notebook, a folder that cannot be written and a copy over its source are one line each", async () => {
  const folder = lessons({ "01-a": ["1"] });
  writeFileSync(path.join(folder, "taken"), "");
  const [unknown, taken, over] = await Promise.all([
    elbo(folder, "run", "02").ended,
    elbo(folder, "run", "--out", "taken").ended,
    elbo(folder, "run", "--out", "notebooks").ended,
  ]);
  expect(unknown).toEqual({ status: 1, out: "", errors: "no notebook 02: there are 01-a\n" });
  expect(taken.errors).toBe("cannot write taken/01-a.ipynb: a file is in the way of its folder\n");
  expect(over.errors).toBe("notebooks/01-a.ipynb would be overwritten by its executed copy\n");
  expect([taken.status, over.status]).toEqual([1, 1]);
});

test("elbo start makes pages of the notebooks that there are, keeps what is unchanged, and drops what is gone", async () => {
  const folder = lessons({ "01-a": ["1"], "02-b": ["2"] });
  const first = await elbo(folder, "start", "--no-serve").ended;
  expect(first).toMatchObject({ status: 0, errors: "" });
  expect(first.out).toContain("the pages are in out/site\n");
  rmSync(path.join(folder, "notebooks", "02-b.ipynb"));
  const second = await elbo(folder, "start", "--no-serve").ended;
  expect(second.out).toContain("unchanged, not run again");
  const pages = ["01-a", "02-b"].map((name) => existsSync(path.join(folder, "out", "site", `${name}.html`)));
  expect(pages).toEqual([true, false]);
});

test("elbo start knows before the run that its port is in use", async () => {
  const folder = lessons({ "01-a": ["1"] });
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  const { status, out, errors } = await elbo(folder, "start", "--port", `${port}`).ended;
  taken.close();
  expect([status, out]).toEqual([1, ""]);
  expect(errors).toBe(`serve needs a free port, got ${port}, which is in use: choose another with --port\n`);
});

test("elbo check names notebook, cell and line of each fault; elbo clean mends the form", async () => {
  const folder = lessons({ "01-a": ['import path from "node:path";', "const n: string = 1;\npath.join(n);"] });
  const file = path.join(folder, "notebooks", "01-a.ipynb");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")) }, undefined, 4));
  const before = await elbo(folder, "check").ended;
  expect(before.status).toBe(1);
  expect(before.errors.trim().split("\n")).toEqual([
    "notebooks/01-a.ipynb, c2: a code cell needs a markdown cell between it and the one above",
    "notebooks/01-a.ipynb, c2: line 1: Type 'number' is not assignable to type 'string'.",
  ]);
  expect((await elbo(folder, "clean").ended).out).toBe("cleaned notebooks/01-a.ipynb\n");
  expect(await elbo(folder, "clean").ended).toEqual({ status: 0, out: "", errors: "" });
});

test.each(["SIGINT", "SIGTERM", "SIGKILL"] as const)(
  "a run that ends by %s leaves no kernel behind",
  async (signal) => {
    const folder = lessons({
      "01-a": [
        'import { spawn } from "node:child_process";\nimport { writeFileSync } from "node:fs";\n' +
          'const child = spawn("sleep", ["61.7"]);\nwriteFileSync("pids", process.pid + " " + child.pid);\nwhile (true);',
      ],
    });
    const { child, ended } = elbo(folder, "run");
    const pids = path.join(folder, "notebooks", "pids");
    await until(() => existsSync(pids) && readFileSync(pids, "utf8") !== "", "the cell");
    child.kill(signal);
    await ended;
    for (const pid of readFileSync(pids, "utf8").split(" "))
      await until(() => !isRunning(Number(pid)), `the end of ${pid}`);
  },
);

/** Whether it runs; a zombie, which waits for its parent to look, does not. */
function isRunning(pid: number): boolean {
  if (!isAlive(pid)) return false;
  const stat = `/proc/${pid}/stat`;
  return !existsSync(stat) || !/^\d+ \(.*\) Z/.test(readFileSync(stat, "utf8"));
}
