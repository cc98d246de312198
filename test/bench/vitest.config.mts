import { defineConfig } from "vitest/config";

// Run by `npm run bench`, or one of them by its name; with ELBO_BENCH_WRITE=1 they write what they find to docs.
// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({
  test: {
    include: ["test/bench/**/*.bench.ts"],
    env: { ELBO_QUIET: "1" },
    testTimeout: 1_800_000,
    pool: "forks",
    fileParallelism: false,
  },
});
