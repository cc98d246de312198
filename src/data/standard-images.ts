import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { type IdxArray, LARGEST, readIdx } from "./idx";
import { type Encoding, type ImageSet, imageSet } from "./images";

/** One part of a published image set: the start of its file names, and the SHA-256 of its two files, unpacked. */
export interface StandardFiles {
  readonly stem: string;
  readonly images: string;
  readonly labels: string;
}

/** The two files of a published image set in a folder, under any of the names that they are found under. */
export function readStandardImages(folder: string, files: StandardFiles, encoding: Encoding): ImageSet {
  const read = (what: string, sha256: string) => readOneOf(folder, `${files.stem}-${what}`, sha256);
  return imageSet(read("images-idx3-ubyte", files.images), read("labels-idx1-ubyte", files.labels), encoding);
}

function readOneOf(folder: string, name: string, sha256: string): IdxArray {
  const names = [name, name.replace("-idx", ".idx")].flatMap((plain) => [plain, `${plain}.gz`]);
  const found = names.map((candidate) => path.join(folder, candidate)).find((file) => sizeOf(file) !== undefined);
  if (found === undefined) throw new Error(`${folder} needs the file ${name} or ${name}.gz, got neither`);
  const size = sizeOf(found) ?? 0;
  if (size > LARGEST) throw new Error(`${found} needs at most ${LARGEST} bytes, got ${size}`);
  return readIdx(readFileSync(found), found, { sha256 });
}

/** The size of a file in bytes; undefined of what is no file. */
function sizeOf(file: string): number | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats?.isFile() ? stats.size : undefined;
}
