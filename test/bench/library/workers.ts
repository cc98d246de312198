import { type ChildProcess, spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { build } from "esbuild";
import { pythonWith } from "../../../src/setup/python";
import type { Answer, MachineSpec, Spec } from "./workloads";

/** A process that does workloads when it is asked to, and otherwise waits. */
export interface Worker {
  readonly name: string;
  ask(question: (Spec | MachineSpec) & { readonly seconds: number }): Promise<Answer>;
  stop(): void;
}

const ROOT = path.join(__dirname, "..", "..", "..");
const LIMIT_SECONDS = 1800;
export const THREADS = availableParallelism();

/** This library first, then those that it is measured beside, from an environment in the user's cache. */
export async function startWorkers(): Promise<readonly Worker[]> {
  const python = await pythonWith(path.join(__dirname, "requirements.txt"), { limitSeconds: LIMIT_SECONDS });
  const own = path.join(ROOT, "out", "bench", "worker.cjs");
  await build({
    entryPoints: [path.join(__dirname, "worker.ts")],
    outfile: own,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "cjs",
    logLevel: "silent",
  });
  return [
    start("elbo", process.execPath, own),
    start("PyTorch", python, path.join(__dirname, "torch_worker.py")),
    start("JAX", python, path.join(__dirname, "jax_worker.py")),
    start("tf.function", python, path.join(__dirname, "tf_worker.py")),
  ];
}

function start(name: string, program: string, script: string): Worker {
  const threads = `${THREADS}`;
  const env = {
    ...process.env,
    ELBO_BACKEND: "native",
    ELBO_QUIET: "1",
    ELBO_BENCH_THREADS: threads,
    OMP_NUM_THREADS: threads,
    MKL_NUM_THREADS: threads,
    TF_NUM_INTRAOP_THREADS: threads,
    TF_CPP_MIN_LOG_LEVEL: "3",
    CUDA_VISIBLE_DEVICES: "",
    JAX_PLATFORMS: "cpu",
    PYTHONDONTWRITEBYTECODE: "1",
  };
  const child: ChildProcess = spawn(program, [script], { env, stdio: ["pipe", "pipe", "pipe"] });
  let log = "";
  child.stderr!.on("data", (text) => {
    log = `${log}${text}`.slice(-4000);
  });
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  return {
    name,
    async ask(question) {
      child.stdin!.write(`${JSON.stringify(question)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`${name} ended on ${question.name}: ${log}`);
      return JSON.parse(value);
    },
    stop: () => child.kill(),
  };
}
