import { describe, expect, test } from "vitest";
import { clusters } from "../../src/charts/clusters";
import { independent } from "../../src/distributions/independent";
import { normal } from "../../src/distributions/normal";
import { bundleOf } from "../../src/kernel/result";
import { discreteModel } from "../../src/models/discrete-model";
import { gaussianMixture } from "../../src/models/gaussian-mixture";
import * as tf from "../../src/tensors/tf";

const textOf = async (value: unknown) => (await bundleOf(value))?.data["text/plain"];
const lines = (...texts: string[]) => texts.join("\n");

describe("values in general", () => {
  const circular: Record<string, unknown> = { name: "x" };
  circular.self = circular;
  class Coin {
    sides = 2;
    get price(): number {
      throw new Error("no price");
    }
  }
  test.each([
    ["a number", 42, "42"],
    ["a text", "a", "'a'"],
    ["null", null, "null"],
    ["a list", [1, 2, 3], "[ 1, 2, 3 ]"],
    ["a map", new Map([["a", new Set([1])]]), "Map(1) { 'a' => Set(1) { 1 } }"],
    ["an instance, whose getters are not called", new Coin(), "Coin { sides: 2 }"],
    ["a record that holds itself", circular, "<ref *1> { name: 'x', self: [Circular *1] }"],
    ["a function", Math.hypot, "[Function: hypot]"],
    ["an error, without the kernel's stack", new RangeError("bad"), "RangeError: bad"],
    [
      "an error with a cause",
      new Error("bad", { cause: new TypeError("worse") }),
      lines("Error: bad {", "  [cause]: TypeError: worse", "}"),
    ],
    [
      "a getter that throws",
      {
        get shape() {
          throw new Error("none");
        },
      },
      "{ shape: [Getter] }",
    ],
    ["a record without a prototype", Object.assign(Object.create(null), { a: 1 }), "[Object: null prototype] { a: 1 }"],
  ])("%s", async (_, value, text) => {
    expect(await bundleOf(value)).toEqual({ data: { "text/plain": text }, metadata: {} });
  });

  test("nothing is shown of undefined", async () => {
    expect(await bundleOf(undefined)).toBeUndefined();
  });

  test("no value is shown as [object Object]", async () => {
    for (const value of [{}, [{}], new Map([[{}, {}]]), { a: { b: { c: { d: { e: { f: 1 } } } } } }, [[{ a: {} }]]]) {
      expect(JSON.stringify(await bundleOf(value))).not.toContain("[object Object]");
    }
  });

  test("what is long is cut, and says by how much", async () => {
    expect(await textOf("x".repeat(30_000))).toMatch(/^'x{5000}'\.\.\. 25000 more characters$/);
    expect(await textOf(Array.from({ length: 100_000 }, (_, i) => i))).toContain("... 99960 more items");
    const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`name${i}`, i]));
    expect(await textOf({ wide })).toMatch(/… \d+ more characters$/);
  });
});

describe("a value with a bundle of its own", () => {
  const MIMEBUNDLE = Symbol.for("elbo.mimebundle");

  test("is shown as that bundle", async () => {
    const data = { "text/html": "<b>1</b>", "text/plain": "1" };
    expect(await bundleOf({ [MIMEBUNDLE]: async () => ({ data }) })).toEqual({ data, metadata: {} });
  });

  test("that throws fails the cell", async () => {
    const broken = { [MIMEBUNDLE]: () => Promise.reject(new Error("no bundle")) };
    await expect(bundleOf(broken)).rejects.toThrow("no bundle");
  });
});

describe("tensors", () => {
  test.each([
    ["a scalar", () => tf.scalar(0.1), lines("Tensor float32 []", "0.1")],
    ["a vector", () => tf.tensor1d([1, 2.5]), lines("Tensor float32 [2]", "[1, 2.5]")],
    [
      "a matrix, with aligned columns",
      () =>
        tf.tensor2d([
          [1, 2.5],
          [-40, 1 / 3],
        ]),
      lines("Tensor float32 [2, 2]", "[[  1,       2.5],", " [-40, 0.3333333]]"),
    ],
    [
      "three axes, with a line between the blocks",
      () => tf.ones([2, 2, 1], "int32"),
      lines("Tensor int32 [2, 2, 1]", "[[[1],", "  [1]],", "", " [[1],", "  [1]]]"),
    ],
    ["truth values", () => tf.tensor1d([true, false], "bool"), lines("Tensor bool [2]", "[true, false]")],
    ["texts", () => tf.tensor1d(["a"]), lines("Tensor string [1]", '["a"]')],
    ["a variable", () => tf.variable(tf.scalar(2)), lines("Variable float32 []", "2")],
    ["nothing", () => tf.zeros([0, 3]), lines("Tensor float32 [0, 3]", "[]")],
    ["complex numbers, without them", () => tf.complex([1], [2]), "Tensor complex64 [1]"],
  ])("%s", async (_, make, text) => {
    const tensor = make();
    expect(await textOf(tensor)).toBe(text);
    tensor.dispose();
  });

  test("that are large are abridged on every axis", async () => {
    const tensor = tf.zeros([30, 30, 30]);
    const text = (await textOf(tensor)) as string;
    expect(text.split("\n").length).toBeLessThan(70);
    expect(text).toContain("[0, 0, 0, 0, …, 0, 0, 0, 0]");
    tensor.dispose();
  });

  test("that are disposed of say so", async () => {
    const tensor = tf.zeros([2, 3]);
    tensor.dispose();
    expect(await textOf(tensor)).toBe("Tensor float32 [2, 3], disposed");
  });

  test("inside of other values are one line each", async () => {
    const loc = tf.zeros([2, 3]);
    expect(await textOf([{ loc, kept: Float32Array.of(0.1) }])).toBe(
      "[ { loc: Tensor float32 [2, 3], kept: Float32Array(1) [0.1] } ]",
    );
    loc.dispose();
  });
});

test("a typed array has its type, its length, and no more digits than it holds", async () => {
  expect(await textOf(Float32Array.of(0.1, -2))).toBe("Float32Array(2) [0.1, -2]");
  expect(await textOf(new Uint8Array(1000))).toMatch(/^Uint8Array\(1000\) \[(0, ){10}…(, 0){10}\]$/);
  expect(await textOf(BigInt64Array.of(5n))).toBe("BigInt64Array(1) [5]");
});

describe("distributions and models", () => {
  test("a distribution is its name and its shapes", async () => {
    expect(
      await textOf(
        normal(
          [
            [1, 2, 3],
            [4, 5, 6],
          ],
          1,
        ),
      ),
    ).toBe("normal, batch [2, 3], event []");
    expect(await textOf({ q: independent(normal([1, 2], 1)) })).toBe("{ q: independent normal, batch [], event [2] }");
  });

  test("a model is its prior and its numbers", async () => {
    const discrete = discreteModel({
      prior: [0.6, 0.4],
      likelihood: [
        [0.8, 0.2],
        [0.1, 0.9],
      ],
    });
    const line = "model p(x, z) with p(z): categorical, batch [], event []";
    expect(await textOf(discrete)).toBe(`${line}\n{ numComponents: 2 }`);
    const mixture = gaussianMixture({ weights: [1], means: [[2]], covariances: [[[3]]] });
    expect(await textOf(mixture)).toBe(
      `${line}\n{\n  weights: [ 1 ],\n  means: [ [ 2 ] ],\n  covariances: [ [ [ 3 ] ] ],\n  numComponents: 1\n}`,
    );
    expect(await textOf([discrete])).toBe(`[ ${line} ]`);
  });

  test("nothing is left of what it took to look", async () => {
    const model = discreteModel({ prior: [1], likelihood: [[1]] });
    const before = tf.memory().numTensors;
    await textOf(model);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("tables", () => {
  test("records are a table, with a number for each row", async () => {
    const { data } = (await bundleOf([
      { step: 1, phase: "E|M" },
      { step: 20, phase: "M", note: null },
    ]))!;
    expect(data["text/plain"]).toBe(
      lines("   step  phase  note", "─  ────  ─────  ────", "0     1  E|M", "1    20  M      null"),
    );
    expect(data["text/markdown"]).toBe(
      lines("|  | step | phase | note |", "| --: | --: | :-- | :-- |", "| 0 | 1 | E\\|M |  |", "| 1 | 20 | M | null |"),
    );
  });

  test("what a record says is no Markdown and no HTML", async () => {
    const { data } = (await bundleOf([{ text: "<b>*a*</b>\n$x$" }]))!;
    expect(data["text/markdown"]).toContain("\\<b>\\*a\\*\\</b> \\$x\\$ |");
  });

  test("a matrix beyond ten rows or eight columns is abridged, and says how large it is", async () => {
    const matrix = Array.from({ length: 11 }, (_, i) => Array.from({ length: 9 }, (_, j) => 10 * i + j));
    const text = ((await bundleOf(matrix))!.data["text/plain"] as string).split("\n");
    expect(text).toHaveLength(2 + 11 + 1);
    expect(text[2]).toMatch(/^ 0 +0 +1 +2 +3 +… +5 +6 +7 +8$/);
    expect(text[7]).toMatch(/^ …( +…){9}$/);
    expect(text.at(-1)).toBe("11 rows × 9 columns");
  });

  test.each([[[]], [[[]]], [[[1, 2], [3]]], [[[1], ["a"]]], [[{ a: { b: 1 } }]], [[{}]], [[1, 2]], [[{ a: 1 }, 2]]])(
    "%j is none",
    async (value) => {
      expect(Object.keys((await bundleOf(value))!.data)).toEqual(["text/plain"]);
    },
  );
});

describe("charts", () => {
  test("a chart is shown as a chart, with its picture and its words", async () => {
    const chart = clusters([{ x: 1, y: 2 }], {
      title: "A finding",
      description: "One point",
      xTitle: "x",
      yTitle: "y",
    });
    const { data, metadata } = (await bundleOf(chart))!;
    expect(Object.keys(data)).toEqual(["application/vnd.vegalite.v5+json", "text/plain", "image/png"]);
    expect(data["text/plain"]).toBe("A finding\nOne point");
    expect(metadata).toMatchObject({ "image/png": { alt: "One point" } });
  });

  const $schema = "https://vega.github.io/schema/vega-lite/v5.json";

  test("a spec from elsewhere may have no words", async () => {
    const { data } = (await bundleOf({ $schema, data: { values: [{ x: 1 }] }, mark: "point", title: "t" }))!;
    expect(data["text/plain"]).toBe("t");
  });

  test("a spec that Vega-Lite refuses is left to the front end", async () => {
    expect(Object.keys((await bundleOf({ $schema, layer: 5 }))!.data)).not.toContain("image/png");
  });

  test("a spec that is not JSON is a value like any other", async () => {
    expect(await bundleOf({ $schema, n: 1n })).toEqual({
      data: { "text/plain": `{ '$schema': '${$schema}', n: 1n }` },
      metadata: {},
    });
  });
});
