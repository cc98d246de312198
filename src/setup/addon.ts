import path from "node:path";
import { run } from "./run";
import type { Site } from "./site";

const ROOT = path.join(__dirname, "..", "..");
const TFJS_NODE = path.join(ROOT, "node_modules", "@tensorflow", "tfjs-node");
const TENSORS = path.join(ROOT, "dist", "tensors", "tf.js");
const ONE_THREAD = path.join(ROOT, "src", "setup", "one-thread.h");
const NODE_HEADERS = path.join(ROOT, "node_modules", "node-api-headers", "include");

// One operation by the library's own door, with this addon in the place of tfjs-node's.
const CHECK = `
const [addon, tfjs] = process.argv.slice(1);
require(addon);
require("@mapbox/node-pre-gyp/lib/pre-binding").find = () => addon;
if (require(tfjs).matMul([[1, 2]], [[3], [4]]).dataSync()[0] !== 11) throw new Error("it multiplies wrongly");
process.report.excludeNetwork = true;
console.log(JSON.stringify(process.report.getReport().sharedObjects.filter((file) => /libtensorflow/.test(file))));
`;

interface Compilation extends Pick<Site, "tfjsNode" | "env" | "signal" | "progress"> {
  readonly compiler: string;
  readonly tensorflow: string;
}

/** Compiles tfjs-node's addon against the TensorFlow in a folder, where the addon will look for it. */
export async function compileAddon(addon: string, site: Compilation): Promise<void> {
  const { compiler, tfjsNode, tensorflow, env, signal, progress } = site;
  const includes = [NODE_HEADERS, path.join(tensorflow, "include"), tfjsNode].map((folder) => `-I${folder}`);
  const sources = ["tfjs_backend.cc", "tfjs_binding.cc"].map((file) => path.join(tfjsNode, "binding", file));
  const libraries = ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"].map((file) =>
    path.join(tensorflow, file),
  );
  const flags = ["-O2", "-fPIC", "-shared", "-std=c++17", "-DNAPI_VERSION=8", `-Wl,-rpath,${tensorflow}`];
  const given = [...flags, ...includes, "-include", ONE_THREAD, ...sources, "-o", addon, ...libraries];
  const compilation = run(compiler, given, { env, signal });
  const { ok, stderr, complaint } = await progress.step("compiling tfjs-node", compilation);
  const error = /error: .*/.exec(stderr)?.[0];
  if (!ok) throw new Error(`${path.basename(compiler)} cannot compile tfjs-node: ${error ?? complaint}`);
}

/** Lets an addon compute in a process of its own, where it can do no harm. Gives the TensorFlow libraries that it loaded. */
export async function checkAddon(
  addon: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { ok, stdout, stderr, complaint } = await run(process.execPath, ["-e", CHECK, addon, TENSORS], {
    env: { ...env, ELBO_BACKEND: "native", ELBO_QUIET: "1" },
    cwd: TFJS_NODE,
    signal,
  });
  if (!ok)
    throw new Error(`the addon of tfjs-node does not work: ${/^\w*Error: (.*)/m.exec(stderr)?.[1] ?? complaint}`);
  return JSON.parse(stdout);
}
