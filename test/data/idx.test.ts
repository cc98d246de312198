import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readIdx } from "../../src/data/idx";

/** An IDX file of unsigned bytes with these lengths in its header, whatever follows. */
function idx(shape: readonly number[], values: ArrayLike<number>): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, 8, shape.length]);
  for (const [axis, length] of shape.entries()) header.writeUInt32BE(length, 4 + 4 * axis);
  return Buffer.concat([header, Buffer.from(Array.from(values))]);
}

const values = Array.from({ length: 24 }, (_, i) => 10 * i);
const good = idx([2, 3, 4], values);
const flip = (bytes: Buffer, at: number) => Buffer.from(bytes.map((byte, i) => (i === at ? byte ^ 1 : byte)));
const withTail = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(3)]);

describe("readIdx", () => {
  test.each([
    ["plain", good],
    ["packed", gzipSync(good)],
    ["packed without compression", gzipSync(good, { level: 0 })],
    ["packed, and larger than what is unpacked for the header", gzipSync(idx([20_000], new Uint8Array(20_000)))],
  ])("reads shape and bytes, %s", (name, bytes) => {
    const { shape, values: read } = readIdx(bytes, "file");
    if (name.includes("larger")) expect([shape, read.length]).toEqual([[20_000], 20_000]);
    else expect([shape, [...read]]).toEqual([[2, 3, 4], values]);
  });

  test("has the checksum of what is unpacked", () => {
    const sha256 = createHash("sha256").update(good).digest("hex");
    expect(readIdx(gzipSync(good), "file", { sha256 }).shape).toEqual([2, 3, 4]);
    expect(() => readIdx(flip(good, 30), "file", { sha256 })).toThrow(
      /^file needs the SHA-256 \w{12}… when unpacked, got/,
    );
  });

  const bomb = gzipSync(Buffer.concat([idx([1, 28, 28], []), Buffer.alloc(2 ** 27)]));
  const page = Buffer.from("<!DOCTYPE html><html><title>404</title></html>");
  const pointer = Buffer.from(
    `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 47040016\n`,
  );
  test.each([
    ["empty", Buffer.alloc(0), "an IDX array, got an empty file"],
    ["truncated", good.subarray(0, 30), "40 bytes, as its header says, got 30"],
    ["header only", good.subarray(0, 16), "40 bytes, as its header says, got 16"],
    ["half a header", good.subarray(0, 9), "a header of 16 bytes for 3 axes, got 9 bytes"],
    ["two bytes", good.subarray(0, 2), "the magic number of unsigned bytes in IDX, 00 00 08 and the axes, got 00 00"],
    ["too long", withTail(good), "40 bytes, as its header says, got 43"],
    ["packed, truncated", gzipSync(good).subarray(0, 30), "a whole gzip file, got one that is damaged"],
    ["packed, a flipped byte", flip(gzipSync(good, { level: 0 }), 40), "a whole gzip file, got one that is damaged"],
    ["packed, a flipped byte of its checksum", flip(gzipSync(good), gzipSync(good).length - 6), "a whole gzip file"],
    ["packed, too short inside", gzipSync(good.subarray(0, 30)), "40 bytes, as its header says, got 30"],
    ["packed, too long inside", gzipSync(withTail(good)), "40 bytes, as its header says, got more when unpacked"],
    ["floats", flip(flip(good, 2), 2).fill(0x0d, 2, 3), "the magic number of unsigned bytes in IDX, 00 00 08 and"],
    ["wrong magic", Buffer.from("PK\x03\x04 and more"), "00 00 08 and the axes, got 50 4b 03 04"],
    ["HTML", page, "an IDX array, got an HTML page: the download failed"],
    ["HTML, packed", gzipSync(page), "the magic number of unsigned bytes in IDX"],
    ["a Git LFS pointer", pointer, "an IDX array, got a Git LFS pointer: fetch the file itself with: git lfs pull"],
    [
      "three lengths of 2³² − 1",
      idx([2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1], []),
      "an array of 1 to 67108864 bytes, got",
    ],
    ["lengths whose product is 2⁶⁴", idx([2 ** 31, 2 ** 31, 4], []), "got lengths 2147483648 × 2147483648 × 4"],
    ["lengths of 2³², packed", gzipSync(idx([2 ** 16, 2 ** 16], [])), "got lengths 65536 × 65536"],
    ["a length of 0", idx([0, 28, 28], []), "got lengths 0 × 28 × 28"],
    ["255 axes", flip(good, 0).fill(0, 0, 1).fill(255, 3, 4), "a header of 1024 bytes for 255 axes, got 40 bytes"],
    ["a gzip bomb", bomb, "800 bytes, as its header says, got more when unpacked"],
  ])("refuses %s in one line that names the file", (_, bytes, message) => {
    const refuse = () => readIdx(bytes, "train-images");
    expect(refuse).toThrow("train-images needs ");
    expect(refuse).toThrow(message);
  });

  test("unpacks no more of a bomb than its header says", () => {
    const before = process.memoryUsage().arrayBuffers;
    expect(() => readIdx(bomb, "bomb")).toThrow();
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 24);
  });
});
