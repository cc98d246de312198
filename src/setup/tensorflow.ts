import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, renameSync, rmSync, statfsSync, statSync } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { bytesIn, type Progress } from "./progress";
import { run } from "./run";

export const TENSORFLOW_VERSION = "2.21.0";
const LIBRARIES = { "libtensorflow_cc.so.2": 788_086_608, "libtensorflow_framework.so.2": 65_222_328 };
const WHEEL = {
  sha256: "2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c",
  bytes: 273_900_000,
  // The library does not depend on the Python that the wheel is for, so any Python may fetch it.
  target: "--python-version 3.11 --implementation cp --abi cp311 --platform manylinux_2_27_x86_64".split(" "),
};
const UNPACKED_BYTES = Object.values(LIBRARIES).reduce((sum, bytes) => sum + bytes);
const UNPACK = `
import re, sys, zipfile
wanted = re.compile(r"tensorflow/(libtensorflow_(cc|framework)\\.so\\.2"
  r"|include/(tensorflow/c/(eager/)?\\w+|(tensorflow/core|tensorflow/tsl|tsl)/platform/ctstring\\w*|xla/tsl/c/tsl_status)\\.h)")
wheel = zipfile.ZipFile(sys.argv[1])
wheel.extractall(sys.argv[2], [name for name in wheel.namelist() if wanted.fullmatch(name)])
`;
const WHERE_INSTALLED = `
import importlib.metadata, importlib.util, os
for name in ("tensorflow-cpu", "tensorflow"):
  try:
    if importlib.metadata.version(name) == "${TENSORFLOW_VERSION}": print(os.path.dirname(importlib.util.find_spec("tensorflow").origin)); break
  except Exception: pass
`;

interface Site {
  readonly python: string;
  /** Where the library is to lie, and a folder beside it for what is unfinished. */
  readonly place: string;
  readonly workshop: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** The folder of TensorFlow's C library and headers: what Python has installed, or the official wheel's, kept in `place`. */
export async function obtainTensorflow(site: Site): Promise<string> {
  if (isWhole(site.place)) return site.place;
  const installed = (await run(site.python, ["-c", WHERE_INSTALLED], site)).stdout.trim();
  if (installed && Object.keys(LIBRARIES).every((file) => existsSync(path.join(installed, file)))) return installed;

  await requireSpace(site.workshop);
  const wheel = await download(site);
  if ((await sha256(wheel)) !== WHEEL.sha256) {
    throw new Error(`the downloaded ${path.basename(wheel)} is not the official one: its SHA-256 differs`);
  }
  const unpacked = path.join(site.workshop, "unpacked");
  const unpacking = run(site.python, ["-c", UNPACK, wheel, unpacked], site);
  const { ok, complaint } = await site.progress.step(
    "unpacking TensorFlow",
    unpacking,
    () => bytesIn(unpacked) / UNPACKED_BYTES,
  );
  if (!ok) throw new Error(`TensorFlow's wheel cannot be unpacked: ${complaint}`);
  rmSync(wheel);
  settle(path.join(unpacked, "tensorflow"), site);
  return site.place;
}

/** Whether nothing of the library is missing or cut short. */
function isWhole(folder: string): boolean {
  return Object.entries(LIBRARIES).every(
    ([file, bytes]) => statSync(path.join(folder, file), { throwIfNoEntry: false })?.size === bytes,
  );
}

function requireSpace(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const needed = WHEEL.bytes + UNPACKED_BYTES;
  if (bavail * bsize < needed) {
    throw new Error(`TensorFlow needs ${gigabytes(needed)} of disk in ${folder}, got ${gigabytes(bavail * bsize)}`);
  }
}

async function download({ python, workshop, env, signal, progress }: Site): Promise<string> {
  const args = [
    "-m",
    "pip",
    "download",
    "--no-deps",
    "--only-binary=:all:",
    "--no-cache-dir",
    "--retries=2",
    ...WHEEL.target,
  ];
  const pip = run(python, [...args, `tensorflow-cpu==${TENSORFLOW_VERSION}`, "-d", workshop], {
    // pip gathers the file in its temporary folder: in the workshop it is seen to grow, and swept if pip is killed.
    env: { ...env, TMPDIR: workshop, PIP_DISABLE_PIP_VERSION_CHECK: "1", PIP_NO_INPUT: "1" },
    signal,
  });
  const size = `${Math.round(WHEEL.bytes / 1e6)} MB`;
  const { ok, stdout, stderr, complaint } = await progress.step(
    `downloading TensorFlow ${TENSORFLOW_VERSION} with pip, ${size}`,
    pip,
    () => bytesIn(workshop) / WHEEL.bytes,
  );
  const wheel = readdirSync(workshop).find((file) => file.endsWith(".whl"));
  if (ok && wheel) return path.join(workshop, wheel);
  const offline = /Retrying|ConnectionError|ConnectTimeout|ReadTimeout|name resolution/.test(stdout + stderr);
  throw new Error(`pip cannot download TensorFlow: ${offline ? "its package index cannot be reached" : complaint}`);
}

async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

/** Puts the finished folder in its place; if another set-up was quicker, its folder stays. */
function settle(made: string, { place, workshop }: Site): void {
  if (isWhole(place)) return;
  if (existsSync(place)) renameSync(place, path.join(workshop, "broken"));
  try {
    renameSync(made, place);
  } catch (error) {
    if (!isWhole(place)) throw error;
  }
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
