import { existsSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import { run } from "./run";
import type { Site } from "./site";
import { LIBRARY_BYTES, TENSORFLOW_VERSION, unpackWheel } from "./wheel";

const WHERE_INSTALLED = `
import importlib.metadata, importlib.util, os
for name in ("tensorflow-cpu", "tensorflow"):
  try:
    if importlib.metadata.version(name) == "${TENSORFLOW_VERSION}":
      print(os.path.dirname(importlib.util.find_spec("tensorflow").origin))
      break
  except Exception: pass
`;

export interface Search extends Pick<Site, "env" | "signal" | "progress"> {
  readonly python: string;
  /** Where the library is to lie, and a folder beside it for what is unfinished. */
  readonly place: string;
  readonly workshop: string;
}

/** The folder of TensorFlow's C library and headers: what Python has installed, or the official wheel's, kept in `place`. */
export async function obtainTensorflow(search: Search): Promise<string> {
  const { python, place, workshop } = search;
  if (isWhole(place)) return place;
  const installed = (await run(python, ["-c", WHERE_INSTALLED], search)).stdout.trim();
  if (installed && Object.keys(LIBRARY_BYTES).every((file) => existsSync(path.join(installed, file)))) return installed;

  const unpacked = await unpackWheel(search);
  if (isWhole(place)) return place; // another set-up was quicker
  if (existsSync(place)) renameSync(place, path.join(workshop, "broken"));
  try {
    renameSync(unpacked, place);
  } catch (error) {
    if (!isWhole(place)) throw error;
  }
  return place;
}

/** Whether nothing of the library is missing or cut short. */
function isWhole(folder: string): boolean {
  return Object.entries(LIBRARY_BYTES).every(
    ([file, bytes]) => statSync(path.join(folder, file), { throwIfNoEntry: false })?.size === bytes,
  );
}
