import type { Reporter, TestModule, Vitest } from "vitest/node";

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** One line for each skipped test, with its reason. */
  readonly skips: readonly string[];
}

/** Ends the output with the line `N passed, N failed, N skipped`, and names what was skipped before it. */
export function countsReporter(): Reporter {
  let counts: Counts = { passed: 0, failed: 0, skipped: 0, skips: [] };
  let isFiltered = false;
  return {
    onInit(vitest: Vitest) {
      isFiltered = vitest.config.testNamePattern !== undefined;
      // At the exit, because the other reporters and the teardown still speak after the end of the run.
      process.once("exit", (status) => process.stdout.write(closingLines(counts, status)));
    },
    onTestRunEnd(modules, unhandledErrors) {
      counts = count(modules, unhandledErrors.length, isFiltered);
    },
  };
}

function count(modules: readonly TestModule[], unhandled: number, isFiltered: boolean): Counts {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
  const having = (state: string) => tests.filter((test) => test.result().state === state);
  const skips = having("skipped").flatMap((test) => {
    const result = test.result();
    const note = result.state === "skipped" ? result.note : undefined;
    // A name pattern skips all that it does not match: that needs no saying.
    return note || !isFiltered
      ? [`${test.module.relativeModuleId} > ${test.fullName}: ${note ?? "no reason given"}`]
      : [];
  });
  return {
    passed: having("passed").length,
    failed: having("failed").length + suites.filter((suite) => suite.errors().length > 0).length + unhandled,
    skipped: having("skipped").length,
    skips,
  };
}

/** A run that fails has failures, even where it ended before it could count any. */
function closingLines({ passed, failed, skipped, skips }: Counts, status: number): string {
  const failures = status === 0 ? failed : Math.max(failed, 1);
  return [
    ...skips.map((skip) => `SKIPPED ${skip}`),
    `${passed} passed, ${failures} failed, ${skipped} skipped`,
    "",
  ].join("\n");
}
