import { execFileSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";

test.each(["client", "worker"])("the %s passes the type check, with the browser's types", (part) => {
  const root = path.join(__dirname, "..", "..");
  const tsc = path.join(root, "node_modules", "typescript", "bin", "tsc");
  const check = () => execFileSync(process.execPath, [tsc, "-p", path.join("src", "site", part)], { cwd: root });
  expect(check).not.toThrow();
});
