import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";

/** The folder of the data sets that come with the package. */
const DATASETS = path.join(__dirname, "..", "..", "datasets");

interface ManifestEntry {
  readonly file: string;
  readonly sha256: string;
}

/**
 * The bytes of a file of `datasets/`, checked against `manifest.json`.
 * @throws naming the file and what mends it, where the file is missing, not in the manifest, or not what it was.
 */
export function readDataFile(file: string, folder = DATASETS): Uint8Array {
  const shown = `datasets/${file}`;
  const mend = `restore it with: git checkout -- ${shown}`;
  const manifest: ManifestEntry[] = JSON.parse(
    readOrExplain(path.join(folder, "manifest.json"), "datasets/manifest.json").toString(),
  );
  const entry = manifest.find((candidate) => candidate.file === file);
  if (entry === undefined) throw new Error(`${shown} needs an entry in datasets/manifest.json, got none`);
  const bytes = readOrExplain(path.join(folder, file), shown);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (sha256 !== entry.sha256) {
    throw new Error(
      `${shown} needs the SHA-256 ${entry.sha256.slice(0, 12)}…, got ${sha256.slice(0, 12)}…: it was changed; ${mend}`,
    );
  }
  return bytes;

  function readOrExplain(full: string, name: string): Buffer {
    try {
      return readFileSync(full);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      throw new Error(
        `${name} ${code === "ENOENT" ? "is missing" : `cannot be read (${code})`}: restore it with: git checkout -- ${name}`,
      );
    }
  }
}
