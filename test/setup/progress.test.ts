import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { bar, bytesIn, progressOn } from "../../src/setup/progress";
import { tempFolder } from "./temp-folder";

function terminal(isTTY: boolean) {
  let text = "";
  return {
    isTTY,
    write(more: string) {
      text += more;
    },
    text: () => text,
  };
}

test("without a terminal a step is one plain line", async () => {
  const out = terminal(false);
  const progress = progressOn(out);
  expect(await progress.step("compiling", Promise.resolve(7))).toBe(7);
  progress.say("done");
  expect(out.text()).toBe("elbo: compiling\nelbo: done\n");
});

test("on a terminal a step is a bar that goes when the step ends, also in failure", async () => {
  const out = terminal(true);
  const work = Promise.reject(new Error("broken"));
  await expect(progressOn(out).step("compiling", work, () => 0.5)).rejects.toThrow("broken");
  expect(out.text()).toContain("elbo: compiling ██████████░░░░░░░░░░ 50 %");
  expect(out.text().endsWith("\r\x1b[2K")).toBe(true);
});

test("a bar is never more than full", () => {
  expect(bar(1.2)).toBe(bar(1));
});

test("the bytes of a folder are those of all files below it, and none where there is no folder", () => {
  const folder = tempFolder();
  mkdirSync(path.join(folder, "below"));
  for (const name of ["a", "below/b"]) {
    writeFileSync(path.join(folder, name), "");
    truncateSync(path.join(folder, name), 500);
  }
  expect(bytesIn(folder)).toBe(1000);
  expect(bytesIn(path.join(folder, "none"))).toBe(0);
});
