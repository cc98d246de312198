import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { pythonWith } from "../../src/setup/python";
import { tempFolder } from "./temp-folder";

/** Makes an environment of itself and of a script that names its place; pip notes each installation. */
const PYTHON = `
const fs = require("node:fs");
const [flag, name, place] = process.argv.slice(2);
if (flag === "-c") process.stdout.write("3.0");
else if (name === "venv") {
  fs.mkdirSync(place + "/bin", { recursive: true });
  fs.copyFileSync(__filename, place + "/bin/python");
  fs.writeFileSync(place + "/bin/tool", "#!" + place + "/bin/python\\n", { mode: 0o755 });
} else {
  fs.appendFileSync(process.env.ELBO_CACHE + "/installations", ".");
  INSTALL
}`;

let root: string;
beforeEach(() => {
  root = tempFolder();
  mkdirSync(path.join(root, "bin"));
  mkdirSync(path.join(root, "cache"));
  writeFileSync(path.join(root, "requirements.txt"), "six==1.16.0\n");
  python();
});

function python(install = "", whole = PYTHON): void {
  const body = whole.replace("INSTALL", install);
  writeFileSync(path.join(root, "bin", "python3"), `#!${process.execPath}\n${body}\n`, { mode: 0o755 });
}

let said: string;
function make(limitSeconds = 20): Promise<string> {
  said = "";
  return pythonWith(path.join(root, "requirements.txt"), {
    env: { PATH: path.join(root, "bin"), ELBO_CACHE: path.join(root, "cache") },
    out: {
      write(text) {
        said += text;
      },
    },
    limitSeconds,
  });
}

const installations = () => {
  const file = path.join(root, "cache", "installations");
  return existsSync(file) ? readFileSync(file, "utf8").length : 0;
};

describe.skipIf(process.platform === "win32")("a Python of our own", () => {
  test("is made once, and says so once", async () => {
    const program = await make();
    expect(said).toMatch(/^elbo: making .* requirements\.txt names\nelbo: made a Python environment in \d+ s\n$/);
    expect(await make()).toBe(program);
    expect(said).toBe("");
    expect(installations()).toBe(1);
  });

  test("has scripts that know where it lies", async () => {
    const program = await make();
    expect(readFileSync(path.join(path.dirname(program), "tool"), "utf8")).toBe(`#!${program}\n`);
  });

  test("is made again when the requirements change", async () => {
    const before = await make();
    writeFileSync(path.join(root, "requirements.txt"), "six==1.17.0\n");
    expect(await make()).not.toBe(before);
    expect(installations()).toBe(2);
  });

  test("made twice at once is whole", async () => {
    const [a, b] = await Promise.all([make(), make()]);
    expect(a).toBe(b);
    expect(existsSync(a)).toBe(true);
  });

  test("that cannot be made says why in one line, is not tried again within a day, and leaves nothing", async () => {
    python('console.error("a long story\\nno such version"); process.exit(1);');
    await expect(make()).rejects.toThrow(/^pip install failed: no such version$/);
    await expect(make()).rejects.toThrow(/^pip install failed: no such version, less than a day ago$/);
    expect(installations()).toBe(1);
    const [folder] = readdirSync(path.join(root, "cache")).filter((name) => name.startsWith("python-"));
    expect(readdirSync(path.join(root, "cache", folder))).toEqual(["failure.json"]);
  });

  test("that takes too long is given up", async () => {
    python("setTimeout(() => {}, 60_000);");
    await expect(make(1)).rejects.toThrow("it took longer than 1 s");
  });

  test("needs a Python", async () => {
    rmSync(path.join(root, "bin", "python3"));
    await expect(make()).rejects.toThrow("no Python on the PATH (python3, python)");
  });

  test("needs a Python with venv and pip", async () => {
    python("", "process.exit(1)");
    await expect(make()).rejects.toThrow(/python3 has no venv with pip$/);
  });
});
