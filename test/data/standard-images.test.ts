import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fashionMnist } from "../../src/data/fashion-mnist";
import { mnist } from "../../src/data/mnist";
import { standardImages } from "../../src/data/standard-images";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "elbo-mnist-"));
});
afterEach(() => rmSync(folder, { recursive: true }));
const put = (name: string, bytes: Uint8Array | string) => writeFileSync(path.join(folder, name), bytes);

const images = Buffer.from([0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255]);
const labels = Buffer.from([0, 0, 8, 1, 0, 0, 0, 1, 7]);
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const train = { images: sha256(images), labels: sha256(labels) };
const published = standardImages({ classes: Array.from("0123456789"), train, test: train });

describe("standardImages", () => {
  test.each([
    ["train-images-idx3-ubyte", "train-labels-idx1-ubyte", false],
    ["train-images.idx3-ubyte", "train-labels.idx1-ubyte", false],
    ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", true],
    ["train-images.idx3-ubyte.gz", "train-labels.idx1-ubyte", true],
    ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", false],
  ])("finds %s and %s, and tells by the content whether they are packed (%s)", (imageName, labelName, packed) => {
    put(imageName, packed ? gzipSync(images) : images);
    put(labelName, packed ? gzipSync(labels) : labels);
    expect(published({ folder, part: "train" })).toMatchObject({ images: [[0, 1]], labels: [7] });
  });

  test("refuses an intact file that is not the published one", () => {
    put("train-images-idx3-ubyte", images.fill(1, 17));
    put("train-labels-idx1-ubyte", labels);
    expect(() => published({ folder, part: "train" })).toThrow(
      `${path.join(folder, "train-images-idx3-ubyte")} needs the SHA-256 ${train.images.slice(0, 12)}… when unpacked`,
    );
  });
});

describe.each([
  ["mnist", mnist],
  ["fashionMnist", fashionMnist],
])("%s", (_, read) => {
  const attempt = () => read({ folder, part: "test" });
  test.each([
    ["an HTML page", "<html><body>Not found</body></html>", "an IDX array, got an HTML page: the download failed"],
    [
      "a Git LFS pointer",
      "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 7840016\n",
      "an IDX array, got a Git LFS pointer: fetch the file itself with: git lfs pull",
    ],
    ["an empty file", "", "an IDX array, got an empty file"],
  ])("says by name that its file is %s", (_, content, message) => {
    put("t10k-images-idx3-ubyte.gz", content);
    expect(attempt).toThrow(`${path.join(folder, "t10k-images-idx3-ubyte.gz")} needs ${message}`);
  });

  test("names the file that a folder lacks", () => {
    const message = `${folder} needs the file t10k-images-idx3-ubyte or t10k-images-idx3-ubyte.gz, got neither`;
    expect(attempt).toThrow(message);
  });
});
