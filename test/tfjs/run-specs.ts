// Runs tfjs's own compiled specs on our native backend and writes what became of them, as JSON, to the file that is named.
// To be bundled (bundle.ts): the specs are ES modules that Node cannot resolve as they lie.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import Module from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { runInNewContext } from "node:vm";
import { backend } from "../../src/tensors/backend";
import type { Outcomes } from "./outcomes";

const RUN_TESTS = require.resolve("@tensorflow/tfjs-node/dist/run_tests.js");

const jasmineRequire = require("jasmine-core/lib/jasmine-core/jasmine.js");
const jasmine = jasmineRequire.core(jasmineRequire);
const env = jasmine.getEnv();
Object.assign(globalThis, jasmineRequire.interface(jasmine, env), { jasmine });

if (backend().name !== "native") throw new Error(`the specs need the native backend, got ${backend().why}`);
require("@tensorflow/tfjs").env().reset(); // the specs test the flags as tfjs leaves them
require("@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops");
require("@tensorflow/tfjs-core/dist/register_all_gradients");
const jasmineUtil = require("@tensorflow/tfjs-core/dist/jasmine_util");
jasmineUtil.setTestEnvs([{ name: "test-tensorflow", backendName: "tensorflow", flags: {}, isDataSync: true }]);
require("@tensorflow/tfjs-core/dist/tests");
requireNodeSpecs();

const left = leftOut();
env.configure({
  random: false,
  forbidDuplicateNames: false,
  specFilter: (spec: { getFullName(): string }) => !left.some((name) => spec.getFullName().includes(name)),
});
const failed: Record<string, string> = {};
const counts = { passed: 0, failed: 0, pending: 0, excluded: 0 };
env.addReporter({
  specDone({ status, fullName, failedExpectations: [reason] }: Spec) {
    counts[status]++;
    if (status === "failed") failed[fullName] = reason?.message ?? "";
  },
  suiteDone({ fullName, failedExpectations: [reason] }: Suite) {
    if (reason) failed[fullName] = reason.message;
  },
});
void env.execute().then(() => {
  writeFileSync(process.argv[2], JSON.stringify({ counts, failed } satisfies Outcomes));
  process.exit();
});

interface Suite {
  readonly fullName: string;
  readonly failedExpectations: readonly { readonly message: string }[];
}

interface Spec extends Suite {
  readonly status: keyof typeof counts;
}

/** tfjs-node's own specs, from where they lie, but for those that read files or need a canvas which its package leaves out. */
function requireNodeSpecs(): void {
  const own: Readonly<Record<string, unknown>> = {
    "@tensorflow/tfjs-core/dist/jasmine_util": jasmineUtil,
    tmp: { dirSync: () => ({ name: mkdtempSync(path.join(tmpdir(), "specs-")) }) },
  };
  const loader = Module as unknown as { _load(name: string, ...rest: unknown[]): unknown };
  const { _load } = loader;
  loader._load = (name, ...rest) => own[name] ?? _load(name, ...rest);
  const folder = path.dirname(RUN_TESTS);
  for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    if (/(?<!\b(image|saved_model|canvas))_test\.js$/.test(file)) require(path.join(folder, file));
  }
  loader._load = _load;
}

/** The specs that tfjs-node leaves out of its own runs, each by a part of its name: its list is no export of it. */
function leftOut(): readonly string[] {
  const source = readFileSync(RUN_TESTS, "utf8");
  const [, list] = /IGNORE_LIST = \[([\s\S]*?)\n\];/.exec(source)!;
  return runInNewContext(`[${list}]`);
}
