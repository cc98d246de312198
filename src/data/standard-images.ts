import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { type IdxArray, LARGEST, readIdx } from "./idx";
import { type ImageSet, imageSet } from "./images";

/** A published set of images of 28 × 28 bytes, in four files: what its labels are called, and the SHA-256 of each file, unpacked. */
interface StandardSet {
  readonly classes: readonly string[];
  readonly train: Checksums;
  readonly test: Checksums;
}

interface Checksums {
  readonly images: string;
  readonly labels: string;
}

/** How the names of the files of a part begin. */
const STEMS = { train: "train", test: "t10k" };

/** The reader of a published set from a folder, whose files may have any of the names that they are found under. */
export function standardImages({ classes, ...checksums }: StandardSet) {
  return ({ folder, part }: { readonly folder: string; readonly part: "train" | "test" }): ImageSet => {
    const read = (what: string, sha256: string) => readOneOf(folder, `${STEMS[part]}-${what}`, sha256);
    const { images, labels } = checksums[part];
    return imageSet(read("images-idx3-ubyte", images), read("labels-idx1-ubyte", labels), { white: 255, classes });
  };
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
