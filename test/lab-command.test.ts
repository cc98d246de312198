import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { temporaryFolder } from "./runner/fixture";

const CLI = path.join(__dirname, "..", "dist", "cli.js");
const ROOT = path.join(__dirname, "..");

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(path.join(folder, "notebooks"));
  mkdirSync(path.join(folder, "bin"));
});

/** A program on the PATH, which knows its own words only. */
function python(...lines: readonly string[]): void {
  writeFileSync(path.join(folder, "bin", "python3"), `#!/bin/sh\n${lines.join("\n")}\n`, { mode: 0o755 });
}

/** Makes an environment whose Python says what it was asked, unless it is asked by pip. */
const MAKES = [
  'if [ "$1" = -c ]; then echo 3.12; exit; fi',
  '/bin/mkdir -p "$3/bin" && echo "made" >> "$ELBO_CACHE/made"',
  `printf '#!/bin/sh\\n[ "$2" = pip ] && exit "\${PIP:-0}"\\necho "$JUPYTER_PATH" "$@"\\nexit 3\\n' > "$3/bin/python"`,
  '/bin/chmod +x "$3/bin/python"',
];

function lab(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
  const cache = path.join(folder, "cache");
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, "lab", ...args], {
    cwd: folder,
    env: { PATH: path.join(folder, "bin"), ELBO_CACHE: cache, ...env },
    encoding: "utf8",
  });
  const made = path.join(cache, "made");
  return { status, stdout, stderr, made: existsSync(made) ? readFileSync(made, "utf8").split("\n").length - 1 : 0 };
}

test("the environment is made once, has our kernel first, and gets what is passed on", () => {
  python(...MAKES);
  const first = lab(["--no-browser", "--port", "9999", "--", "--allow-root", "--port=1"]);
  expect(first.stdout).toMatch(/^elbo: making a Python environment/);
  expect(first.stdout).toContain(path.join(ROOT, "src", "kernel", "jupyter"));
  expect(first.stdout).toContain(`--ServerApp.root_dir=${path.join(folder, "notebooks")} --no-browser`);
  expect(first.stdout).toMatch(/--ServerApp.port=9999 --ServerApp.port_retries=0 --allow-root --port=1\n$/);
  expect([first.status, first.made]).toEqual([3, 1]);
  expect(lab().made).toBe(1);
});

test("an environment that was killed half way is made anew, and one that failed is tried again", () => {
  python(...MAKES);
  expect(lab([], { PIP: "1" })).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^elbo lab needs a Python with JupyterLab, got none: pip install failed: .*\n$/),
  });
  const [key] = readdirSync(path.join(folder, "cache")).filter((name) => name.startsWith("python-"));
  const unfinished = path.join(folder, "cache", key, "unfinished-killed", "environment", "bin");
  mkdirSync(unfinished, { recursive: true });
  writeFileSync(path.join(unfinished, "python"), "");
  expect(lab()).toMatchObject({ status: 3, made: 2 });
});

test("without a Python, or without its venv, one line says what to install", () => {
  expect(lab().stderr).toMatch(/^elbo lab needs .* no Python on the PATH .*apt-get install python3-venv\n$/);
  python("exit 1");
  expect(lab().stderr).toMatch(/^elbo lab needs .*python3 has no venv with pip.*apt-get install python3-venv\n$/);
});

test("a folder without notebooks, and an option that is none, are answered in words", () => {
  python(...MAKES);
  expect(lab(["--port", "soon"])).toMatchObject({ status: 2, stderr: expect.stringMatching(/^--port needs .*soon\n/) });
  const { status, stderr } = spawnSync(process.execPath, [CLI, "lab"], { cwd: temporaryFolder(), encoding: "utf8" });
  expect([status, stderr]).toEqual([1, "elbo lab needs a folder notebooks here, got none\n"]);
});

test("JupyterLab is the one that is tested", () => {
  const [pin] = readFileSync(path.join(ROOT, "src", "setup", "jupyterlab.txt"), "utf8")
    .trim()
    .split("\n");
  const tested = readFileSync(path.join(ROOT, "test", "clients", "requirements.txt"), "utf8").split("\n");
  expect(tested).toContain(pin);
});
