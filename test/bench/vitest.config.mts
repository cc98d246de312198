import { defineConfig } from "vitest/config";

// Run by `npx vitest run --config test/bench/vitest.config.mts`; what `-- --write` follows writes its numbers to docs.
// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({
  test: {
    include: ["test/bench/**/*.bench.ts"],
    env: { ELBO_QUIET: "1", ELBO_BENCH_WRITE: process.argv.includes("--write") ? "1" : "" },
    testTimeout: 1_800_000,
    pool: "forks",
    fileParallelism: false,
  },
});
