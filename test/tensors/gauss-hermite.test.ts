import { expect, test } from "vitest";
import { gaussHermite } from "../../src/tensors/gauss-hermite";
import { sum } from "../../src/tensors/numbers";

const moment = (numNodes: number, power: number) => {
  const { nodes, weights } = gaussHermite(numNodes);
  return sum(nodes.map((node, k) => weights[k] * node ** power));
};

test.each([1, 2, 5, 12])("%i nodes give every moment of N(0, 1) of a degree below twice their number", (numNodes) => {
  // E ε^2m = 1 · 3 · 5 ⋯ (2m − 1)
  let expected = 1;
  for (let m = 0; m < numNodes; m++) {
    expected *= m === 0 ? 1 : 2 * m - 1;
    expect(moment(numNodes, 2 * m) / expected).toBeCloseTo(1, 10);
    expect(Math.abs(moment(numNodes, 2 * m + 1)) / expected).toBeLessThan(1e-8);
  }
});

test("the moment after that is missed", () => {
  expect(moment(2, 4)).toBeCloseTo(1, 10); // of 3
});

test.each([0, 1.5, 65])("%s nodes are refused", (numNodes) => {
  expect(() => gaussHermite(numNodes)).toThrow(
    `gaussHermite needs a whole number of nodes from 1 to 64, got ${numNodes}`,
  );
});
