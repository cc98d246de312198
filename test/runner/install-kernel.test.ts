import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { Resvg } from "@resvg/resvg-js";
import { afterEach, expect, test, vi } from "vitest";
import { installKernel, uninstallKernel } from "../../src/runner/install-kernel";
import { OWN_JUPYTER_PATH, userFolder } from "../../src/runner/kernelspec";
import { temporaryFolder } from "./fixture";

const OWN = path.join(OWN_JUPYTER_PATH, "kernels", "elbo");
const FILES = ["kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"];

afterEach(() => void vi.unstubAllEnvs());

/** A prefix, and the folder of the kernel below it. */
function prefixed(): { readonly prefix: string; readonly folder: string } {
  const prefix = temporaryFolder();
  return { prefix, folder: path.join(prefix, "share", "jupyter", "kernels", "elbo") };
}

function writeSpec(folder: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "kernel.json"), text);
}

test("an installed kernel names this Node and the compiled kernel by absolute paths, and looks like our own", () => {
  const { prefix, folder } = prefixed();
  expect(installKernel({ prefix })).toBe(`installed the kernel TypeScript (elbo) in ${folder}`);
  const { argv, metadata, ...spec } = JSON.parse(readFileSync(path.join(folder, "kernel.json"), "utf8"));
  const { argv: ownArgv, ...own } = JSON.parse(readFileSync(path.join(OWN, "kernel.json"), "utf8"));
  expect(spec).toEqual(own);
  expect(spec).toMatchObject({ display_name: "TypeScript (elbo)", language: "typescript" });
  expect(argv).toEqual([
    process.execPath,
    path.join(__dirname, "..", "..", "dist", "kernel", "main.js"),
    ...ownArgv.slice(2),
  ]);
  expect(existsSync(argv[1])).toBe(true);
  expect(metadata).toEqual({ debugger: false, installed_by: "elbo" });
  for (const name of FILES.slice(1))
    expect(readFileSync(path.join(folder, name))).toEqual(readFileSync(path.join(OWN, name)));
});

test("a second installation replaces the first, and leaves nothing else", () => {
  const { prefix, folder } = prefixed();
  installKernel({ prefix });
  const file = path.join(folder, "kernel.json");
  const text = readFileSync(file, "utf8");
  writeSpec(folder, text.replace(process.execPath, "/an/older/node"));
  expect(installKernel({ prefix })).toBe(`replaced the kernel TypeScript (elbo) in ${folder}`);
  expect(readFileSync(file, "utf8")).toBe(text);
  expect(readdirSync(folder).sort()).toEqual(FILES);
});

test("uninstalling removes what was installed, says so, and says when there is nothing", () => {
  const { prefix, folder } = prefixed();
  installKernel({ prefix });
  expect(uninstallKernel({ prefix })).toBe(`removed the kernel from ${folder}`);
  expect(readdirSync(path.dirname(folder))).toEqual([]);
  expect(uninstallKernel({ prefix })).toBe(`nothing to remove: ${folder} holds no kernel`);
});

test("uninstalling keeps what somebody else put there", () => {
  const { prefix, folder } = prefixed();
  installKernel({ prefix });
  writeFileSync(path.join(folder, "kernel.js"), "");
  uninstallKernel({ prefix });
  expect(readdirSync(folder)).toEqual(["kernel.js"]);
});

test.each([['{ "argv": ["another"] }'], ["null"], ["{"]])("a kernel that says %s is left alone", (text) => {
  const { prefix, folder } = prefixed();
  writeSpec(folder, text);
  const line = `${folder} holds a kernel that elbo did not install: it is left alone`;
  expect(() => installKernel({ prefix })).toThrow(line);
  expect(() => uninstallKernel({ prefix })).toThrow(line);
  expect(readdirSync(folder)).toEqual(["kernel.json"]);
  expect(readFileSync(path.join(folder, "kernel.json"), "utf8")).toBe(text);
});

test("a prefix that is a file is refused in one line", () => {
  const { prefix } = prefixed();
  writeFileSync(path.join(prefix, "share"), "");
  expect(() => installKernel({ prefix })).toThrow(/^cannot write \S+: a file is in the way of its folder$/);
});

test("without a prefix it is the folder that Jupyter keeps for this user", () => {
  const data = temporaryFolder();
  vi.stubEnv("JUPYTER_DATA_DIR", data);
  expect(installKernel({})).toBe(`installed the kernel TypeScript (elbo) in ${path.join(data, "kernels", "elbo")}`);
});

test.each<[NodeJS.Platform, Record<string, string>, string]>([
  ["linux", {}, path.join(homedir(), ".local", "share", "jupyter")],
  ["linux", { XDG_DATA_HOME: "/data" }, path.join("/data", "jupyter")],
  ["darwin", { XDG_DATA_HOME: "/data" }, path.join(homedir(), "Library", "Jupyter")],
  ["win32", { APPDATA: "/roaming" }, path.join("/roaming", "jupyter")],
  ["linux", { JUPYTER_DATA_DIR: "/jupyter", XDG_DATA_HOME: "/data" }, "/jupyter"],
])("on %s with %j that is Jupyter's own choice", (platform, env, folder) => {
  for (const name of ["JUPYTER_DATA_DIR", "XDG_DATA_HOME", "APPDATA"]) vi.stubEnv(name, env[name] ?? "");
  const here = vi.spyOn(process, "platform", "get").mockReturnValue(platform);
  try {
    expect(userFolder()).toBe(folder);
  } finally {
    here.mockRestore();
  }
});

// To draw them anew: write what `drawn` gives into the files.
test.each([32, 64])("the icon of %i pixels is the drawing, at that size", (size) => {
  const svg = readFileSync(path.join(OWN, "logo-svg.svg"), "utf8");
  const drawn = new Resvg(svg, { fitTo: { mode: "width", value: size } }).render().asPng();
  expect(readFileSync(path.join(OWN, `logo-${size}x${size}.png`)).equals(drawn)).toBe(true);
});

test.runIf(process.platform === "linux")("a place that takes no folder is named in one line", () => {
  const cli = path.join(__dirname, "..", "..", "dist", "cli.js");
  const arguments_ = [cli, "kernel", "install", "--prefix", "/proc/elbo"];
  const { status, stderr } = spawnSync(process.execPath, arguments_, { encoding: "utf8", timeout: 60_000 });
  expect(stderr).toMatch(/^[^\n]*cannot write \/proc\/elbo\/[^\n]*: its folder cannot be made\n$/);
  expect(status).toBe(1);
});
