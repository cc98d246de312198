#!/usr/bin/env node
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { findNotebooks } from "./runner/find-notebooks";
import { runAll } from "./runner/run-all";

async function main([command, ...args]: string[]): Promise<number> {
  switch (command) {
    case "run": {
      const { values, positionals } = parseArgs({
        args,
        allowPositionals: true,
        options: {
          out: { type: "string", default: "out/notebooks" },
          jobs: { type: "string" },
          timeout: { type: "string", default: "120" },
        },
      });
      const reports = await runAll(findNotebooks(positionals, "notebooks"), {
        out: values.out,
        jobs: Number(values.jobs ?? availableParallelism()),
        timeoutSeconds: Number(values.timeout),
        onReport: ({ notebook, status, seconds, failure }) =>
          console.log(
            `${status === "ok" ? "✓" : "✗"} ${notebook} ${seconds.toFixed(1)} s${failure ? `\n${failure}` : ""}`,
          ),
      });
      return reports.every(({ status }) => status === "ok") ? 0 : 1;
    }
    default:
      console.error("usage: elbo run [notebook…]");
      return 2;
  }
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(130));
main(process.argv.slice(2)).then(
  (status) => process.exit(status),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
