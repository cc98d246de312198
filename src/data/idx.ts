import { createHash } from "node:crypto";
import { constants, gunzipSync } from "node:zlib";

/** Unsigned bytes from a file in IDX, the format of MNIST: their shape, outermost axis first, and the bytes row by row. */
export interface IdxArray {
  /** The file, as errors name it. */
  readonly source: string;
  readonly shape: readonly number[];
  readonly values: Uint8Array;
}

/** 64 MiB: the largest file of MNIST has 47 MB. */
export const LARGEST = 2 ** 26;
/** Enough of a file, packed or not, to hold the header. */
const HEAD = 4096;

/**
 * Reads an IDX file of unsigned bytes, packed by gzip or plain, whichever its content says. Nothing is allocated before the
 * lengths in the header, multiplied as BigInt, are found to fit; nothing is unpacked beyond them.
 * @throws one line that begins with `source`, for anything that is not exactly one whole array, or, where `sha256` is given,
 * has another checksum when unpacked.
 */
export function readIdx(bytes: Uint8Array, source: string, { sha256 }: { readonly sha256?: string } = {}): IdxArray {
  refuseOtherFiles(bytes, source);
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const head = packed ? unpack(bytes.subarray(0, HEAD), source, { partial: true }) : bytes;
  const shape = readShape(head, source);
  const headerSize = 4 + 4 * shape.length;
  const needed = headerSize + Number(shape.reduce((size, length) => size * BigInt(length), 1n));
  const whole = packed ? unpack(bytes, source, { atMost: needed }) : bytes;
  if (whole.length !== needed)
    throw new Error(`${source} needs ${needed} bytes, as its header says, got ${whole.length}`);
  if (sha256 !== undefined) checkSum(whole, source, sha256);
  return { source, shape, values: whole.subarray(headerSize) };
}

/** What is often found under the name of a data file: the page of a failed download, or what Git leaves for a large file. */
function refuseOtherFiles(bytes: Uint8Array, source: string): void {
  const start = new TextDecoder().decode(bytes.subarray(0, 200)).trimStart(); // without a byte order mark
  if (bytes.length === 0) throw new Error(`${source} needs an IDX array, got an empty file`);
  if (start.startsWith("version https://git-lfs"))
    throw new Error(`${source} needs an IDX array, got a Git LFS pointer: fetch the file itself with: git lfs pull`);
  if (/^<(!doctype|html|\?xml|head|body)/i.test(start))
    throw new Error(`${source} needs an IDX array, got an HTML page: the download failed, fetch the file again`);
}

function checkSum(whole: Uint8Array, source: string, expected: string): void {
  const found = createHash("sha256").update(whole).digest("hex");
  if (found !== expected)
    throw new Error(`${source} needs the SHA-256 ${expected.slice(0, 12)}… when unpacked, got ${found.slice(0, 12)}…`);
}

/** The magic number is 0, 0, a code for the type, the number of axes; then comes the length of each axis. */
function readShape(head: Uint8Array, source: string): number[] {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const [magic, numAxes] = head.length < 4 ? [-1, 0] : [view.getUint32(0) >>> 8, view.getUint8(3)];
  if (magic !== UNSIGNED_BYTES || numAxes === 0) {
    const found = Array.from(head.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
    throw new Error(`${source} needs the magic number of unsigned bytes in IDX, 00 00 08 and the axes, got ${found}`);
  }
  if (head.length < 4 + 4 * numAxes)
    throw new Error(
      `${source} needs a header of ${4 + 4 * numAxes} bytes for ${numAxes} axes, got ${head.length} bytes`,
    );
  const shape = Array.from({ length: numAxes }, (_, axis) => view.getUint32(4 + 4 * axis));
  const size = shape.reduce((product, length) => product * BigInt(length), 1n);
  if (size === 0n || size > BigInt(LARGEST))
    throw new Error(`${source} needs an array of 1 to ${LARGEST} bytes, got lengths ${shape.join(" × ")}`);
  return shape;
}

const UNSIGNED_BYTES = 8;

/** Unpacks gzip, which carries a checksum of its own: a flipped byte does not pass. */
function unpack(
  bytes: Uint8Array,
  source: string,
  { atMost, partial = false }: { readonly atMost?: number; readonly partial?: boolean },
): Uint8Array {
  try {
    return gunzipSync(bytes, {
      ...(partial && { finishFlush: constants.Z_SYNC_FLUSH }),
      ...(atMost !== undefined && { maxOutputLength: atMost }),
    });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ERR_BUFFER_TOO_LARGE")
      throw new Error(`${source} needs ${atMost} bytes, as its header says, got more when unpacked`);
    throw new Error(`${source} needs a whole gzip file, got one that is damaged (${message})`);
  }
}
