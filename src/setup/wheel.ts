import { createHash } from "node:crypto";
import { createReadStream, readdirSync, rmSync, statfsSync } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { bytesIn } from "./progress";
import { run } from "./run";
import type { Search } from "./tensorflow";

export const TENSORFLOW_VERSION = "2.21.0";
export const LIBRARY_BYTES = { "libtensorflow_cc.so.2": 788_086_608, "libtensorflow_framework.so.2": 65_222_328 };

const UNPACKED_BYTES = Object.values(LIBRARY_BYTES).reduce((sum, bytes) => sum + bytes);
const WHEEL_BYTES = 273_900_000;
const WHEEL_SHA256 = "2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c";
// The library knows nothing of the Python that its wheel is for, so any Python may fetch it.
const DOWNLOAD =
  `-m pip download --no-deps --only-binary=:all: --no-cache-dir --retries=2 tensorflow-cpu==${TENSORFLOW_VERSION}
  --python-version 3.11 --implementation cp --abi cp311 --platform manylinux_2_27_x86_64`.split(/\s+/);
const UNPACK = `
import re, sys, zipfile
wanted = re.compile(r"tensorflow/(libtensorflow_(cc|framework)\\.so\\.2"
  r"|include/(tensorflow/c/(eager/)?\\w+|(tensorflow/core|tensorflow/tsl|tsl)/platform/ctstring\\w*|xla/tsl/c/tsl_status)\\.h)")
wheel = zipfile.ZipFile(sys.argv[1])
wheel.extractall(sys.argv[2], [name for name in wheel.namelist() if wanted.fullmatch(name)])
`;

/** Unpacks TensorFlow's C library and headers from its official wheel, and gives their folder in the workshop. */
export async function unpackWheel(search: Search): Promise<string> {
  const { python, workshop, progress } = search;
  requireSpace(path.dirname(workshop));
  const wheel = await download(search);
  if ((await sha256(wheel)) !== WHEEL_SHA256) {
    throw new Error(`the downloaded ${path.basename(wheel)} is not the official one: its SHA-256 differs`);
  }
  const folder = path.join(workshop, "unpacked");
  const unpacking = run(python, ["-c", UNPACK, wheel, folder], search);
  const share = () => bytesIn(folder) / UNPACKED_BYTES;
  const { ok, complaint } = await progress.step("unpacking TensorFlow", unpacking, share);
  if (!ok) throw new Error(`TensorFlow's wheel cannot be unpacked: ${complaint}`);
  rmSync(wheel);
  return path.join(folder, "tensorflow");
}

function requireSpace(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  const needed = WHEEL_BYTES + UNPACKED_BYTES;
  if (bavail * bsize < needed) {
    throw new Error(`TensorFlow needs ${gigabytes(needed)} of disk in ${folder}, got ${gigabytes(bavail * bsize)}`);
  }
}

async function download({ python, workshop, env, signal, progress }: Search): Promise<string> {
  // pip gathers the file in its temporary folder: in the workshop it is seen to grow, and swept if pip is killed.
  const quiet = { PIP_DISABLE_PIP_VERSION_CHECK: "1", PIP_NO_INPUT: "1", TMPDIR: workshop };
  const pip = run(python, [...DOWNLOAD, "-d", workshop], { env: { ...env, ...quiet }, signal });
  const name = `downloading TensorFlow ${TENSORFLOW_VERSION}, ${Math.round(WHEEL_BYTES / 1e6)} MB`;
  const share = () => bytesIn(workshop) / WHEEL_BYTES;
  const { ok, stdout, stderr, complaint } = await progress.step(name, pip, share);
  const wheel = readdirSync(workshop).find((file) => file.endsWith(".whl"));
  if (ok && wheel) return path.join(workshop, wheel);
  const isOffline = /Retrying|ConnectionError|ConnectTimeout|ReadTimeout|name resolution/.test(stdout + stderr);
  throw new Error(`pip cannot download TensorFlow: ${isOffline ? "its package index cannot be reached" : complaint}`);
}

async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
