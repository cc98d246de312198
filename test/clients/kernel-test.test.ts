import path from "node:path";
import { expect, test } from "vitest";
import { describeClients } from "./python";

const SCRIPT = path.join(__dirname, "kernel_test.py");

/** The tests of jupyter_kernel_test 0.4.5, which Debian 12 has; PyPI's newest adds one. */
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
const NEWEST = [...TESTS, "recv_iopub_welcome_msg"];
const LIMIT_MS = 120_000;

describeClients("jupyter_kernel_test, the newest", "newest", ({ python }) => {
  test(
    "every one of its tests passes, and none is skipped",
    async () => {
      expect(JSON.parse(await python(SCRIPT))).toEqual(passed(NEWEST));
    },
    LIMIT_MS,
  );
});

describeClients("jupyter_kernel_test 0.4.5", "oldest", ({ python }) => {
  test(
    "every one of its tests passes, and none is skipped",
    async () => {
      expect(JSON.parse(await python(SCRIPT))).toEqual(passed(TESTS));
    },
    LIMIT_MS,
  );
});

function passed(tests: readonly string[]) {
  return Object.fromEntries(tests.map((name) => [`test_${name}`, ["passed", ""]]));
}
