import { defineConfig } from "vitest/config";
import { countsReporter } from "./test/reporter.mjs";

/** Where tests only compute: one load of TensorFlow does for all that a worker runs. */
const COMPUTING = "bounds|charts|data|distributions|fitting|marginals|models|networks|posteriors|tensors";
/** One of them looks at how TensorFlow is loaded. */
const LOADING = "test/tensors/backend.test.ts";

// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({
  test: {
    reporters: ["default", countsReporter()],
    env: { ELBO_QUIET: "1" },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Processes: TensorFlow's library reads the environment of its process and cannot be loaded by two threads.
    pool: "forks",
    // One more than the cores that the suite is made for: many of its tests wait for other processes.
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        test: { name: "computing", include: [`test/@(${COMPUTING})/**/*.test.ts`], exclude: [LOADING], isolate: false },
      },
      {
        extends: true,
        test: {
          name: "running",
          include: ["test/*.test.ts", `test/!(${COMPUTING})/**/*.test.ts`, LOADING],
          globalSetup: ["test/global-setup.ts"],
        },
      },
    ],
  },
});
