import { describe, expect, test } from "vitest";
import { fold, wordsOf } from "../../src/site/client/fold";

describe("words that the search takes for one", () => {
  test.each([
    ["amortised", "Amortized"],
    ["amortisation", "amortization"],
    ["reparameterising", "reparameterizing"],
    ["colour", "color"],
    ["modelling", "modeling"],
    ["centre", "center"],
    ["φ", "phi"],
    ["ϕ", "phi"],
    ["Θ", "theta"],
    ["naïve", "naive"],
  ])("%s and %s", (a, b) => {
    expect(fold(a)).toBe(fold(b));
  });

  test("but not those that mean different things", () => {
    expect(new Set(["bound", "bounds", "posterior", "prior", "p", "q"].map(fold)).size).toBe(6);
  });
});

test("a name is found by its parts", () => {
  expect(wordsOf("the logMarginalByELBO of x₁")).toEqual("the logMarginalByELBO log Marginal By ELBO of x₁".split(" "));
});
