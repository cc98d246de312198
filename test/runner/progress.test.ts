import { afterEach, expect, test, vi } from "vitest";
import { showProgress } from "../../src/runner/progress";
import type { NotebookReport } from "../../src/runner/report";

afterEach(() => void vi.restoreAllMocks());

const REPORT: NotebookReport = {
  notebook: "a.ipynb",
  status: "ok",
  seconds: 1.25,
  cells: [],
  checks: [{ claim: "c", value: 1, expected: 1, tolerance: 0, pass: true }],
};

function recorder(isTTY: boolean) {
  const written: string[] = [];
  const stream = { isTTY, columns: 40, write: (text: string) => written.push(text) };
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => written.join("") };
}

test("elsewhere than on a terminal there is one plain line for each notebook", () => {
  const { stream, text } = recorder(false);
  const progress = showProgress(stream);
  progress.onCell("a.ipynb", { cell: 1, cells: 2, step: "Step" });
  progress.onReport(REPORT);
  progress.onReport({ ...REPORT, reused: true, checks: [] });
  progress.close();
  expect(text()).toBe("✓ a.ipynb  1.3 s, 1/1 checks\n✓ a.ipynb  unchanged, not run again\n");
});

test("on a terminal a notebook that runs has a line that is drawn over, and cut at the edge", () => {
  const { stream, text } = recorder(true);
  const progress = showProgress(stream);
  progress.onCell("a.ipynb", { cell: 1, cells: 2, step: "A step with a very long title that goes on" });
  progress.onReport(REPORT);
  progress.close();
  const [line, ...rest] = text().split("\n");
  expect(line).toMatch(/^… a\.ipynb {2}cell 1\/2 {2}A step/);
  expect(line).toHaveLength(39);
  expect(rest.join("\n")).toBe("\x1b[1A\x1b[J✓ a.ipynb  1.3 s, 1/1 checks\n");
});

test("a failure is told on the error stream", () => {
  const errors = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const { stream, text } = recorder(false);
  showProgress(stream).onReport({ ...REPORT, status: "failed", failure: "failed in a.ipynb" });
  expect(text()).toMatch(/^✗ a\.ipynb/);
  expect(errors).toHaveBeenCalledWith("failed in a.ipynb\n");
});
