import { describe, inject } from "vitest";

/** Describes what needs the sandbox, or says why it is skipped. */
export function describeSandboxed(what: string, body: () => void): void {
  const reason = process.platform === "linux" ? inject("whyNoSandbox") : "it is of Linux only";
  if (reason) console.warn(`skipped: ${what}, because there is no sandbox: ${reason}`);
  describe.skipIf(reason)(what, { timeout: 300_000 }, body);
}
