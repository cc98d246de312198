import { expect, test } from "vitest";
import { linesWithin, replaceBlocks } from "../../src/homework/blocks";
import { type Examination, examiner } from "../../src/homework/examine";
import { feedbackPage } from "../../src/homework/feedback-page";
import { HIDDEN } from "../../src/homework/hide-checks";
import { release } from "../../src/homework/release";
import { ALLOWANCE, sandboxedKernel } from "../../src/homework/sandbox";
import { STUB } from "../../src/homework/stub-solutions";
import { isCode, joined } from "../../src/runner/notebook";
import { describeSandboxed } from "./sandboxed";
import { HOMEWORKS, homeworkNamed, solved } from "./submissions";

const BLOCKS = ["SOLUTION", "HIDDEN TESTS"] as const;

test.each(HOMEWORKS)("%s is released without a line of a solution or of a hidden check", (name) => {
  const { notebook } = homeworkNamed(name);
  const sources = notebook.cells.filter(isCode).map(({ source }) => joined(source));
  const visible = sources.map((source) => BLOCKS.reduce((text, block) => replaceBlocks(text, block, []), source));
  const allowed = new Set([
    STUB,
    HIDDEN,
    ...visible.flatMap((source) => source.split("\n").map((line) => line.trim())),
  ]);
  const released = release(notebook)
    .cells.filter(isCode)
    .flatMap(({ source }) => joined(source).split("\n"));
  expect(released.filter((line) => !allowed.has(line.trim()))).toEqual([]);
  expect(released.length).toBeLessThan(sources.join("\n").split("\n").length);
});

describeSandboxed("a homework", () => {
  test.each(HOMEWORKS)(
    "%s gives its own solution full marks, its release none, and its secrets to no feedback",
    async (name) => {
      const homework = homeworkNamed(name);
      const launch = await sandboxedKernel(ALLOWANCE);
      const limits = { cellSeconds: 120, wholeSeconds: 600, memoryBytes: ALLOWANCE.memoryBytes };
      const examine = examiner(homework, { launch, ...limits });
      const [full, none] = [await examine(solved(homework)), await examine(release(homework.notebook))];
      expect(full.exercises.filter(({ earned, points }) => earned !== points)).toEqual([]);
      expect(none.exercises.filter(({ earned }) => earned !== 0)).toEqual([]);
      expect(full.answers.filter(({ failure }) => failure !== undefined)).toEqual([]);

      const sources = homework.notebook.cells.filter(isCode).map(({ source }) => joined(source));
      const secrets = BLOCKS.flatMap((block) => sources.flatMap((source) => linesWithin(source, block)));
      const page = pageOf(none, name);
      const plain = page
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&quot;", '"')
        .replaceAll("&amp;", "&");
      expect(secrets.map((line) => line.trim()).filter((line) => line.length > 20 && plain.includes(line))).toEqual([]);
    },
  );
});

function pageOf({ exercises, answers }: Examination, homework: string): string {
  const facts = { student: "a student", earned: 0, points: 1, sandbox: "bubblewrap", fingerprint: "" } as const;
  return feedbackPage({ ...facts, homework, exercises, answers });
}
