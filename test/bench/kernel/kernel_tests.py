"""Runs jupyter_kernel_test against the kernel that is named, with cells in its language."""

import sys

import jupyter_kernel_test
from kernel_test import ElboKernelTests, run, welcome_tests


class Ipykernel(jupyter_kernel_test.KernelTests):
    kernel_name = "ipykernel"
    language_name = "python"
    file_extension = ".py"

    code_hello_world = 'print("hello, world")'
    code_stderr = 'import sys; print("a complaint", file=sys.stderr)'
    completion_samples = [{"text": "math = 1; frozens", "matches": {"frozenset"}}]
    complete_code_samples = ["1 + 1", "def f():\n    return 2\n\n"]
    incomplete_code_samples = ["def f():", "[1, 2,", 'x = """a']
    invalid_code_samples = ["import = 1", "f(1))"]
    code_generate_error = "None.nothing"
    code_execute_result = [{"code": "6 * 7", "result": "42"}, {"code": '"a" + "b"', "result": "'ab'"}]
    code_display_data = [
        {"code": 'from IPython.display import display, Markdown; display(Markdown("**a**"))', "mime": "text/markdown"}
    ]
    code_history_pattern = "6 ? 7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "frozenset"
    code_page_something = "frozenset?"
    code_clear_output = "from IPython.display import clear_output; clear_output()"


class TypeScript(jupyter_kernel_test.KernelTests):
    """What any kernel for TypeScript can be asked; values may be written as each likes."""

    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = ElboKernelTests.code_hello_world
    code_stderr = ElboKernelTests.code_stderr
    completion_samples = ElboKernelTests.completion_samples[:1]
    complete_code_samples = ElboKernelTests.complete_code_samples
    incomplete_code_samples = ElboKernelTests.incomplete_code_samples
    invalid_code_samples = ElboKernelTests.invalid_code_samples
    code_generate_error = ElboKernelTests.code_generate_error
    code_execute_result = [{"code": sample["code"]} for sample in ElboKernelTests.code_execute_result]
    code_history_pattern = ElboKernelTests.code_history_pattern
    supported_history_operations = ElboKernelTests.supported_history_operations
    code_inspect_sample = ElboKernelTests.code_inspect_sample


class Tslab(TypeScript):
    kernel_name = "tslab"
    code_display_data = [{"code": 'import { display } from "tslab"; display.html("<b>a</b>")', "mime": "text/html"}]


class Deno(TypeScript):
    kernel_name = "Deno"
    code_display_data = [{"code": "await Deno.jupyter.display(Deno.jupyter.html`<b>a</b>`)", "mime": "text/html"}]
    code_clear_output = 'await Deno.jupyter.broadcast("clear_output", { wait: false })'


TESTS = {
    "elbo": [ElboKernelTests, *welcome_tests("elbo")],
    "ipykernel": [Ipykernel, *welcome_tests("ipykernel")],
    "tslab": [Tslab],
    "Deno": [Deno],
}
run(*TESTS[sys.argv[1]])
