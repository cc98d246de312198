import { existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { setUpNative } from "../../src/setup/native";
import { tempFolder } from "./temp-folder";

const PIP_WORKS = `if (process.argv[4] === "--version") process.exit(0);`;
const NO_TENSORFLOW = `if (process.argv[2] === "-c") process.exit(0);`;
const PYTHON = `${PIP_WORKS} ${NO_TENSORFLOW}`;
const DOWNLOAD_A_FAKE = `
  const folder = process.argv.at(-1);
  require("node:fs").appendFileSync(process.env.ELBO_CACHE + "/downloads", ".");
  require("node:fs").writeFileSync(folder + "/tensorflow_cpu.whl", "not the official one");`;
const COMPILER_NOT_REACHED = "process.exit(1)";

let root: string;
beforeEach(() => {
  root = tempFolder();
  const tfjsNode = path.join(root, "tfjs-node");
  mkdirSync(path.join(tfjsNode, "scripts"), { recursive: true });
  mkdirSync(path.join(root, "bin"));
  writeFileSync(path.join(tfjsNode, "package.json"), `{ "version": "1.2.3" }`);
  script(path.join(tfjsNode, "scripts", "install.js"), "process.exit(1)");
});

/** Puts programs on a PATH that holds nothing else. */
function programs(scripts: Readonly<Record<string, string>>) {
  for (const [name, body] of Object.entries(scripts)) script(path.join(root, "bin", name), body);
}

function script(file: string, body: string) {
  writeFileSync(file, `#!${process.execPath}\n${body}\n`, { mode: 0o755 });
}

/** What a set-up says, line by line. */
async function say(env: NodeJS.ProcessEnv = {}, retry = false): Promise<readonly string[]> {
  let text = "";
  await setUpNative({
    retry,
    tfjsNode: path.join(root, "tfjs-node"),
    env: { PATH: path.join(root, "bin"), ELBO_CACHE: cache(), ...env },
    out: {
      write(more) {
        text += more;
      },
    },
  });
  return text.trimEnd().split("\n");
}

function cache(): string {
  return path.join(root, "cache");
}

/** TensorFlow's libraries in the cache, as far as their names and sizes go. */
function fakeTensorflow() {
  const folder = path.join(
    cache(),
    `tfjs-node-1.2.3-tensorflow-2.21.0-${process.platform}-${process.arch}`,
    "tensorflow",
  );
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of [
    ["cc", 788_086_608],
    ["framework", 65_222_328],
  ] as const) {
    const library = path.join(folder, `libtensorflow_${name}.so.2`);
    writeFileSync(library, "");
    truncateSync(library, bytes); // sparse: it takes no room
  }
}

const goingOn = (reason: string) =>
  `elbo: going on with wasm instead of tfjs-node: ${reason}; its published binary cannot be fetched; npm run setup tries again`;

test.each(["wasm", "cpu"])("ELBO_BACKEND=%s needs no native part, and nothing is said", async (name) => {
  expect(await say({ ELBO_BACKEND: name })).toEqual([""]);
});

describe.runIf(process.platform === "linux" && process.arch === "x64")(
  "what is missing is said in one last line",
  () => {
    test("no compiler", async () => {
      programs({ python3: PYTHON });
      expect((await say()).at(-1)).toBe(goingOn("no C++ compiler on the PATH (g++, c++, clang++)"));
    });

    test("no Python", async () => {
      programs({ "g++": COMPILER_NOT_REACHED });
      expect((await say()).at(-1)).toBe(goingOn("no Python on the PATH (python3, python)"));
    });

    test("a Python without pip", async () => {
      programs({ "g++": COMPILER_NOT_REACHED, python: "process.exit(1)" });
      expect((await say()).at(-1)).toBe(goingOn(`${path.join(root, "bin", "python")} has no pip`));
    });

    test("no network", async () => {
      const retrying =
        "WARNING: Retrying after connection broken by NewConnectionError\nERROR: No matching distribution found";
      programs({
        "g++": COMPILER_NOT_REACHED,
        python3: `${PYTHON} console.error(${JSON.stringify(retrying)}); process.exit(1)`,
      });
      expect((await say()).at(-1)).toBe(goingOn("pip cannot download TensorFlow: its package index cannot be reached"));
    });

    test("a wheel that is not the official one", async () => {
      mkdirSync(cache());
      programs({ "g++": COMPILER_NOT_REACHED, python3: `${PYTHON} ${DOWNLOAD_A_FAKE}` });
      expect((await say()).at(-1)).toBe(
        goingOn("the downloaded tensorflow_cpu.whl is not the official one: its SHA-256 differs"),
      );
    });

    test("time", async () => {
      programs({ "g++": COMPILER_NOT_REACHED, python3: `${PYTHON} setInterval(() => {}, 1000)` });
      expect((await say({ ELBO_NATIVE_TIMEOUT: "1" })).at(-1)).toBe(
        "elbo: going on with wasm instead of tfjs-node: it took longer than 1 s; npm run setup tries again",
      );
    });

    test("a compiler that does its work", async () => {
      fakeTensorflow();
      const complaint = "tfjs_backend.cc:1:1: error: no C++17\\ncompilation terminated.";
      programs({ python3: PYTHON, "g++": `console.error("${complaint}"); process.exit(1)` });
      expect((await say()).at(-1)).toBe(goingOn("g++ cannot compile tfjs-node: error: no C++17"));
    });

    test("an addon that loads; the broken one is not left behind", async () => {
      fakeTensorflow();
      const compile = `require("node:fs").writeFileSync(process.argv[process.argv.indexOf("-o") + 1], "no addon")`;
      programs({ python3: PYTHON, "g++": compile });
      expect((await say()).at(-1)).toMatch(/the addon of tfjs-node does not work: .*file too short;/);
      expect(existsSync(path.join(root, "tfjs-node", "lib"))).toBe(false);
    });

    test("a place for the cache", async () => {
      programs({ python3: PYTHON, "g++": COMPILER_NOT_REACHED });
      writeFileSync(cache(), "a file");
      expect((await say()).at(-1)).toMatch(/: the folder .* cannot be made; npm run setup tries again$/);
    });
  },
);

test("a package that is not installed is said in one line", async () => {
  rmSync(path.join(root, "tfjs-node"), { recursive: true });
  expect(await say()).toEqual([
    "elbo: going on with wasm instead of tfjs-node: its package is not installed; npm run setup tries again",
  ]);
});

test("a time limit that is no number is refused", async () => {
  expect(await say({ ELBO_NATIVE_TIMEOUT: "soon" })).toEqual([
    "elbo: going on with wasm instead of tfjs-node: ELBO_NATIVE_TIMEOUT needs a number of seconds, got soon; npm run setup tries again",
  ]);
});

describe.runIf(process.platform === "linux" && process.arch === "x64")("a failed attempt", () => {
  const downloads = () => readFileSync(path.join(cache(), "downloads"), "utf8").length;
  beforeEach(() => {
    mkdirSync(cache());
    programs({ "g++": COMPILER_NOT_REACHED, python3: `${PYTHON} ${DOWNLOAD_A_FAKE}` });
  });

  test("is not repeated at the next start, which gives its reason again", async () => {
    const first = await say();
    expect(await say()).toEqual([first.at(-1)]);
    expect(downloads()).toBe(1);
  });

  test("is repeated when npm run setup asks for it", async () => {
    await say();
    await say({}, true);
    expect(downloads()).toBe(2);
  });

  test("is repeated when there is another compiler", async () => {
    await say();
    const bin = path.join(root, "more");
    mkdirSync(bin);
    script(path.join(bin, "g++"), COMPILER_NOT_REACHED);
    await say({ PATH: [bin, path.join(root, "bin")].join(path.delimiter) });
    expect(downloads()).toBe(2);
  });
});

describe("the published binary", () => {
  test("is checked like any other, and the package is left as it was", async () => {
    const tfjsNode = path.join(root, "tfjs-node");
    script(
      path.join(tfjsNode, "scripts", "install.js"),
      `const fs = require("node:fs");
       fs.writeFileSync("package.json", "rewritten");
       fs.mkdirSync("lib/napi-v8", { recursive: true });
       fs.writeFileSync("lib/napi-v8/tfjs_binding.node", "no addon");`,
    );
    expect((await say()).at(-1)).toMatch(/; the addon of tfjs-node does not work: .*file too short; npm run setup/);
    expect(existsSync(path.join(tfjsNode, "lib", "napi-v8", "tfjs_binding.node"))).toBe(false);
    expect(readFileSync(path.join(tfjsNode, "package.json"), "utf8")).toBe(`{ "version": "1.2.3" }`);
  });
});
