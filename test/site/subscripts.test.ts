import { expect, test } from "vitest";
import { raw } from "../../src/site/html";
import { withSubscripts } from "../../src/site/subscripts";

const set = (markup: string): string => withSubscripts(raw(markup)).markup;

test("an index below one letter is set below it, Latin or Greek", () => {
  expect(set("E_q log p, Σ_k w_k, ∇_φ z_φ(ε), f_λ(x), q̂_1, σ_p²")).toBe(
    "E<sub>q</sub> log p, Σ<sub>k</sub> w<sub>k</sub>, ∇<sub>φ</sub> z<sub>φ</sub>(ε), f<sub>λ</sub>(x), q̂<sub>1</sub>, σ<sub>p</sub>²",
  );
});

test.each(["<code>E_q</code>", '<a href="E_q">x</a>', "log_p", "snake_case_q", "a_long", "φ_long"])(
  "%s stays as it is",
  (markup) => {
    expect(set(markup)).toBe(markup);
  },
);
