import path from "node:path";
import { expect, test } from "vitest";
import { describeClients } from "./python";

const SCRIPT = path.join(__dirname, "kernel_test.py");

/** The tests of jupyter_kernel_test, 0.4.5 of Debian 12 and PyPI's newest. */
const TESTS = [
  "clear_output",
  "completion",
  "display_data",
  "error",
  "execute_result",
  "execute_stderr",
  "execute_stdout",
  "history",
  "inspect",
  "is_complete",
  "kernel_info",
  "pager",
];

describeClients("jupyter_kernel_test, the newest", "newest", ({ python }) => {
  test("every one of its tests passes, and none is skipped", async () => {
    expect(JSON.parse(await python(SCRIPT))).toEqual(expected());
  });
});

describeClients("jupyter_kernel_test 0.4.5", "oldest", ({ python }) => {
  test("every one of its tests passes, and none is skipped", async () => {
    expect(JSON.parse(await python(SCRIPT))).toEqual(expected());
  });
});

function expected() {
  return Object.fromEntries(TESTS.map((name) => [`test_${name}`, ["passed", ""]]));
}
