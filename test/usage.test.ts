import { expect, test } from "vitest";
import { asksForHelp } from "../src/usage";

test.each([
  [["--help"], true],
  [["nb.ipynb", "-h"], true],
  [[], false],
  [["--", "--help"], false],
  [["--help", "--", "--help"], true],
])("%j asks for help: %j, and what follows -- is for another program", (args, asks) => {
  expect(asksForHelp(args)).toBe(asks);
});
