import { expect, test } from "vitest";
import { validate } from "../../src/homework/validate";
import { temporaryFolder, writeNotebook } from "../runner/fixture";
import { answered, RIGHT } from "./class";

test("a student sees which visible check passes, and what is wrong with each cell that fails, to the last", async () => {
  const half = answered({ entropy: RIGHT.entropy });
  const verdicts = await validate(writeNotebook(temporaryFolder(), "coin", half), 60);
  const noted = verdicts.filter(({ kind, failure }) => kind === "check" || failure !== undefined);
  expect(noted).toEqual([
    { id: "try-entropy", kind: "check", failure: undefined },
    { id: "cross", kind: "other", failure: expect.stringContaining("not written yet") },
  ]);
  expect(verdicts.at(-1)?.id).toBe("points-larger");
});

test("what a student reads of a failed check leads into the notebook, not into the library", async () => {
  const wrong = answered({ ...RIGHT, entropy: "const entropy = (_: readonly number[]) => 0;" });
  const verdicts = await validate(writeNotebook(temporaryFolder(), "coin", wrong), 60);
  const { failure } = verdicts.find(({ id }) => id === "try-entropy")!;
  expect(failure).toMatch(/✗ .*\n *at .*cell \[\d+\]/);
  expect(failure).not.toContain("check.ts");
});
