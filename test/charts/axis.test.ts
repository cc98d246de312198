import { parse, View } from "vega";
import { compile } from "vega-lite";
import { expect, test } from "vitest";
import { channel } from "../../src/charts/axis";

test("powers of ten that are far from 1 are written with raised digits, also where there are two", async () => {
  const y = channel("y", { title: "gap", log: true, domain: [1e-12, 1] });
  const { spec } = compile({ data: { values: [{ y: 1e-12 }] }, mark: "point", encoding: { y } } as never);
  const svg = await new View(parse(spec), { renderer: "none" }).toSVG();
  const labels = [...svg.matchAll(/>(10[⁻⁰-⁹¹²³]+|1)</g)].map(([, label]) => label);
  expect(labels).toEqual(expect.arrayContaining(["10⁻¹²", "1"]));
  expect(svg).not.toContain("undefined");
});
