import { afterEach, describe, expect, test, vi } from "vitest";
import { clusters } from "../../src/charts/clusters";
import { check } from "../../src/notebook/check";
import type { MimeBundle } from "../../src/notebook/display";
import { formatNumber } from "../../src/notebook/format";
import { show } from "../../src/notebook/show";
import { table } from "../../src/notebook/table";

const DOOR = Symbol.for("elbo.display");
const kernel = globalThis as { [DOOR]?: unknown };

/** What a kernel would receive. */
function displayed(act: () => void): MimeBundle[] {
  const bundles: MimeBundle[] = [];
  kernel[DOOR] = { display: (bundle: MimeBundle) => bundles.push(bundle) };
  act();
  return bundles;
}

afterEach(() => {
  delete kernel[DOOR];
  vi.restoreAllMocks();
});

describe("check", () => {
  test.each([
    [2.0004, { expected: 2, tolerance: 1e-3 }, "✓ claim: 2.0004 (expected 2 ± 0.001)"],
    [3, { expected: 3, tolerance: 0 }, "✓ claim: 3 (expected 3)"],
    [-0.5, { atMost: 0 }, "✓ claim: -0.5 (expected at most 0)"],
    [0, { atLeast: -1e-9 }, "✓ claim: 0 (expected at least -1e-9)"],
  ])("%d passes %j with the line %s", (value, expectation, line) => {
    const [{ data }] = displayed(() => check("claim", value, expectation));
    expect(data["text/plain"]).toBe(line);
    expect(data["application/vnd.elbo.check+json"]).toMatchObject({ claim: "claim", value, pass: true });
  });

  test.each([
    [2.1, { expected: 2, tolerance: 0.05 }],
    [1e-9, { atMost: 0 }],
    [-1, { atLeast: 0 }],
    [Number.NaN, { expected: Number.NaN, tolerance: 1 }],
    [Number.NaN, { atMost: 1 }],
    [1, { expected: 1, tolerance: Number.NaN }],
  ])("%d fails %j: it shows a cross and throws", (value, expectation) => {
    const bundles: MimeBundle[] = [];
    kernel[DOOR] = { display: (bundle: MimeBundle) => bundles.push(bundle) };
    expect(() => check("claim", value, expectation)).toThrow(/^✗ claim: /);
    expect(bundles[0].data["application/vnd.elbo.check+json"]).toMatchObject({ pass: false });
  });

  test("outside a notebook prints its line", () => {
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    check("claim", 1, { expected: 1, tolerance: 0 });
    expect(log).toHaveBeenCalledWith("✓ claim: 1 (expected 1)");
  });
});

test.each([
  [0, "0"],
  [-0, "0"],
  [272, "272"],
  [-1130.2639601847, "-1130.264"],
  [0.00012345678, "0.0001234568"],
  [4.5e-13, "4.5e-13"],
  [1e-12, "1e-12"],
  [12345678.9, "1.23e7"],
  [Number.NaN, "NaN"],
  [-Infinity, "-Infinity"],
])("the number %d is written %s", (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test("a number beside a tolerance has the digits to see it", () => {
  expect(formatNumber(-1130.26396018, 1e-5)).toBe("-1130.26396");
  expect(formatNumber(-0.7339691750802, 1e-9)).toBe("-0.733969175");
});

describe("show", () => {
  test("gives the chart in three forms: live, as a picture with its size and alt text, and in words", () => {
    const chart = clusters([{ x: 1, y: 2 }], {
      title: "A finding",
      description: "One point",
      xTitle: "x",
      yTitle: "y",
    });
    const [{ data, metadata }] = displayed(() => show(chart));
    expect(data["application/vnd.vegalite.v5+json"]).toEqual(chart);
    expect(Buffer.from(String(data["image/png"]), "base64").subarray(1, 4).toString()).toBe("PNG");
    expect(data["text/plain"]).toBe("A finding\nOne point");
    expect(metadata).toEqual({
      "image/png": { width: expect.any(Number), height: expect.any(Number), alt: "One point" },
    });
  });
});

describe("table", () => {
  test("aligns numbers to the right and words to the left, as text and as Markdown", () => {
    const [{ data }] = displayed(() =>
      table([
        { name: "a", value: 1.5 },
        { name: "long", value: 20 },
      ]),
    );
    expect(data["text/plain"]).toBe(["name  value", "────  ─────", "a       1.5", "long     20"].join("\n"));
    expect(data["text/markdown"]).toBe(
      ["| name | value |", "| :-- | --: |", "| a | 1.5 |", "| long | 20 |"].join("\n"),
    );
  });

  test("escapes a bar, which would end a cell", () => {
    const [{ data }] = displayed(() => table([{ "p(z | x)": 1 }]));
    expect(data["text/markdown"]).toContain("| p(z \\| x) |");
  });

  test("of no rows is refused", () => {
    expect(() => table([])).toThrow("table needs at least one row, got none");
  });
});
