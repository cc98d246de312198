import { cpSync } from "node:fs";
import {
  discreteModel,
  elboByEnumeration,
  elboByQuadrature,
  elboTerms,
  independent,
  linearGaussian,
  linspace,
  logNormalDensity,
  normal,
  yourQ,
} from "../../src";
import { codeCell, display, FIXTURES, markdownCell, writeNotebook } from "./notebooks";

const x = [1];
const normals = linearGaussian({ weights: [[1]], bias: [0], scale: 2 });
const table = discreteModel({ prior: [0.6, 0.4], likelihood: [[0.8, 0.2], [0.1, 0.9]] }); // biome-ignore format: a table

/** What the library says of the charts below, as functions of their knobs. */
export const library = {
  elboOfNormal: (loc: number, scale: number): number =>
    elboByQuadrature(normals, independent(normal([[loc]], [[scale]])), [x]).elbo[0],
  elboOfBit: (q: number): number => elboByEnumeration(table, [[1 - q, q]], [[1]]).elbo[0],
};

/** Copies the executed notebooks of the tests, with one more whose charts the library can be asked about. */
export function writeLiveNotebooks(folder: string): void {
  cpSync(FIXTURES, folder, { recursive: true });
  const { mean, covariance } = normals.marginal();
  const logJoint = (z: number) => logNormalDensity(z, 0, 1) + logNormalDensity(x[0], z, 2);
  const normalQ = yourQ(
    linspace(-21, 21, 421).map((z) => ({ z, logJoint: logJoint(z) })),
    {
      logMarginal: logNormalDensity(x[0], mean[0], Math.sqrt(covariance[0][0])),
      loc: { min: -6, max: 6, start: 2 },
      scale: { min: 0.3, max: 3, start: 1.4 },
      title: "Move q: the bound stays below log p(x)",
      description: "A posterior, a normal q over it, and the bound.",
    },
  );
  const bit = elboTerms(table.logJointTable([[1]])[0] as unknown as [number, number], {
    start: 0.5,
    title: "Two terms add up to the bound",
    description: "Bars for the two terms of the bound, and curves over q.",
  });
  const chart = (spec: object) => display({ "application/vnd.vegalite.v5+json": spec, "text/plain": "a chart" });
  const home = { ...codeCell("show(normalQ)", [chart(normalQ)]), metadata: { tags: ["home"], lecture: [27] } };
  writeNotebook(folder, "03-live", [
    markdownCell("# Live\n\nCharts with knobs."),
    home,
    codeCell("show(bit)", [chart(bit)]),
  ]);
}
