import * as zlib from "node:zlib";
import { expect, test } from "vitest";
import { readFileSync, writeFileSync } from "../../../src/site/worker/node/fs";
import { gunzipSync } from "../../../src/site/worker/node/zlib";

const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * i + (i >> 7)) % 251));
const packed = zlib.gzipSync(bytes);

test("a worker unpacks what Node packed, whole and from its beginning", () => {
  expect(Buffer.compare(gunzipSync(packed, { maxOutputLength: bytes.length }), bytes)).toBe(0);
  const begun = gunzipSync(packed.subarray(0, 4096), { finishFlush: zlib.constants.Z_SYNC_FLUSH });
  expect(Buffer.compare(begun.subarray(0, 16), bytes.subarray(0, 16))).toBe(0);
});

test("a worker unpacks no more than it was told, and no half of a file", () => {
  expect(() => gunzipSync(packed, { maxOutputLength: 1000 })).toThrow(
    expect.objectContaining({ code: "ERR_BUFFER_TOO_LARGE" }),
  );
  expect(() => gunzipSync(packed.subarray(0, 4096), {})).toThrow();
});

test("a worker's files last as long as it", () => {
  expect(() => readFileSync("fit.safetensors")).toThrow(expect.objectContaining({ code: "ENOENT" }));
  writeFileSync("fit.safetensors", bytes);
  expect(readFileSync("fit.safetensors")).toBe(bytes);
});
