"""Runs jupyter_kernel_test against our kernel, and prints as JSON how each of its tests ended."""

import json
import signal
import unittest

import jupyter_kernel_test


class ElboKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "elbo"
    language_name = "typescript"
    file_extension = ".ts"

    code_hello_world = 'console.log("hello, world")'
    code_stderr = 'console.error("a complaint")'
    completion_samples = [
        {"text": "Math.hyp", "matches": {"hypot"}},
        {"text": "[1, 2].findLastI", "matches": {"findLastIndex"}},
    ]
    complete_code_samples = ["1 + 1", "const f = () => {\n  return 2;\n};", "type A = { readonly b: number };"]
    incomplete_code_samples = ["const f = () => {", "[1, 2,", "if (true) {\n  console.log(1);"]
    invalid_code_samples = ["const = 1;", "f(1))", "let x = ;"]
    code_generate_error = "null!.nothing"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"a" + "b"', "result": "'ab'"},
        {"code": "[1, 2, 3].map((x) => x ** 2)", "result": "[ 1, 4, 9 ]"},
        {"code": "await Promise.resolve(5)", "result": "5"},
    ]
    code_display_data = [
        {"code": 'import { table } from "elbo"; table([{ a: 1 }])', "mime": "text/markdown"},
    ]
    code_history_pattern = "6 ? 7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.hypot"
    code_page_something = "Math.hypot?"
    code_clear_output = 'import { clear } from "elbo"; clear()'


def welcome_tests(kernel):
    """What the newest version asks of a kernel that tells a subscriber when it is subscribed."""
    tests = getattr(jupyter_kernel_test, "IopubWelcomeTests", None)
    return [type("WelcomeTests", (tests,), {"kernel_name": kernel, "support_iopub_welcome": True})] if tests else []


LIMIT_SECONDS = 60


class Recorder(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.ends = {}

    def startTest(self, test):
        """Some of the tests wait for an answer without end."""
        super().startTest(test)
        signal.alarm(LIMIT_SECONDS)

    def stopTest(self, test):
        signal.alarm(0)
        super().stopTest(test)

    def record(self, test, end, detail=""):
        """The worst of a test and its subtests."""
        name = getattr(test, "test_case", test).id().rsplit(".", 1)[-1]
        if self.ends.get(name, ("passed",))[0] == "passed":
            self.ends[name] = (end, detail)

    def addSuccess(self, test):
        self.record(test, "passed")

    def addFailure(self, test, error):
        self.record(test, "failed", self._exc_info_to_string(error, test))

    addError = addFailure

    def addSkip(self, test, reason):
        self.record(test, "skipped", reason)

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.addFailure(test, error)


def give_up(*_):
    raise TimeoutError(f"no end within {LIMIT_SECONDS} s")


def run(*classes):
    signal.signal(signal.SIGALRM, give_up)
    recorder = Recorder()
    unittest.TestSuite(map(unittest.defaultTestLoader.loadTestsFromTestCase, classes)).run(recorder)
    print(json.dumps(recorder.ends))


if __name__ == "__main__":
    run(ElboKernelTests, *welcome_tests("elbo"))
