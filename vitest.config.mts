import { defineConfig } from "vitest/config";
import { countsReporter } from "./test/reporter.mjs";

// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    reporters: ["default", countsReporter()],
    globalSetup: ["test/global-setup.ts"],
    env: { ELBO_QUIET: "1" },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Processes: TensorFlow's library reads the environment of its process and cannot be loaded by two threads.
    pool: "forks",
    maxWorkers: 2,
  },
});
