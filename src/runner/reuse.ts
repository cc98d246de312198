import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { save } from "./save";

/** What an executed copy was made from. */
export interface Origin {
  /** Whether the copy is there as it was recorded, and would come out the same if it were made again. */
  isCurrent(): boolean;
  record(): void;
}

/** Keeps beside an executed copy a fingerprint of it and of all that it depends on. */
export function originOf(notebook: string, copy: string): Origin {
  const file = path.join(path.dirname(copy), `.${path.basename(copy)}.origin`);
  const fingerprint = () =>
    hashOf([notebook, copy, ...DEPENDENCIES], `${process.version} ${process.env.ELBO_BACKEND ?? ""}`);
  return {
    isCurrent: () => existsSync(copy) && existsSync(file) && readFileSync(file, "utf8") === fingerprint(),
    record: () => save(file, fingerprint()),
  };
}

const ROOT = path.join(__dirname, "..", "..");
/** The last of them is there or not, as the backend that computes is native or not. */
const DEPENDENCIES = [
  "dist",
  "datasets",
  "package-lock.json",
  "node_modules/@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node",
].map((name) => path.join(ROOT, name));

function hashOf(places: readonly string[], salt: string): string {
  const hash = createHash("sha256").update(salt);
  for (const file of places.flatMap(filesBelow)) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

/** The files at any depth of a folder, but for the hidden ones, in a fixed order; or a file itself. */
function filesBelow(place: string): readonly string[] {
  if (!existsSync(place)) return [];
  if (statSync(place).isFile()) return [place];
  const names = readdirSync(place)
    .filter((name) => !name.startsWith("."))
    .sort();
  return names.flatMap((name) => filesBelow(path.join(place, name)));
}
