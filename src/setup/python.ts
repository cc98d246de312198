import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cacheFolder, forgetFailure, inWorkshop, recallFailure, rememberFailure } from "./cache";
import { allOnPath } from "./find-on-path";
import { interruptible } from "./interruptible";
import { progressOn, seconds, type Terminal } from "./progress";
import { type Outcome, run } from "./run";

const NAMES = ["python3", "python"];
const WHAT_IT_NEEDS = "import ensurepip, sys, venv; print(sys.version)";
const LIMIT_SECONDS = 300;

export interface PythonOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly out?: Terminal;
  readonly limitSeconds?: number;
  /** Tries also what failed within the last day. */
  readonly retry?: boolean;
}

/**
 * A Python of our own with the packages that a requirements file names: made once in the user's cache and kept until
 * the file or the Python below it changes, so that the user's own Python is left alone. → its program
 * @throws in one line why there is none; what failed within the last day is not tried again unasked.
 */
export async function pythonWith(requirements: string, options: PythonOptions = {}): Promise<string> {
  const { env = process.env, out = process.stdout, limitSeconds = LIMIT_SECONDS, retry = false } = options;
  if (process.platform === "win32") throw new Error("it is made on Linux and macOS only");
  const { python, version } = await basePython(env);
  const key = createHash("sha256").update(readFileSync(requirements)).update(python).update(version);
  const folder = path.join(cacheFolder(env), `python-${key.digest("hex").slice(0, 16)}`);
  const made = path.join(folder, "environment");
  const program = path.join(made, "bin", "python");
  if (existsSync(program)) return program;
  const recalled = recallFailure(folder, python);
  if (recalled && !retry) throw new Error(`${recalled.reason}, less than a day ago`);

  mkdirSync(folder, { recursive: true });
  const [start, progress] = [Date.now(), progressOn(out)];
  try {
    await interruptible(limitSeconds, (signal) =>
      inWorkshop(folder, async (workshop) => {
        const unfinished = path.join(workshop, "environment");
        const work = install({ python, unfinished, requirements, env, signal });
        await progress.step(`making a Python environment with what ${path.basename(requirements)} names`, work);
        move(unfinished, made);
      }),
    );
  } catch (error) {
    const reason = (error as Error).message;
    if ((error as Error).name !== "AbortError") rememberFailure(folder, { reason, tools: python, at: Date.now() });
    throw new Error(reason);
  }
  forgetFailure(folder);
  progress.say(`made a Python environment in ${seconds(start)}`);
  return program;
}

/** The first Python on the PATH that can make environments. */
async function basePython(env: NodeJS.ProcessEnv): Promise<{ readonly python: string; readonly version: string }> {
  const found = allOnPath(NAMES, env.PATH);
  for (const python of found) {
    const { ok, stdout } = await run(python, ["-c", WHAT_IT_NEEDS], { env });
    if (ok) return { python, version: stdout };
  }
  throw new Error(
    found.length > 0 ? `${found[0]} has no venv with pip` : `no Python on the PATH (${NAMES.join(", ")})`,
  );
}

interface Installation {
  readonly python: string;
  readonly unfinished: string;
  readonly requirements: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

async function install({ python, unfinished, requirements, env, signal }: Installation): Promise<void> {
  succeeded("python -m venv", await run(python, ["-m", "venv", unfinished], { env, signal }));
  const pip = "-m pip install --quiet --disable-pip-version-check --only-binary=:all: --retries=2 -r".split(" ");
  const program = path.join(unfinished, "bin", "python");
  succeeded("pip install", await run(program, [...pip, requirements], { env, signal }));
}

function succeeded(what: string, { ok, complaint }: Outcome): void {
  if (!ok) throw new Error(`${what} failed: ${complaint}`);
}

/** Moves an environment in one step, unless another process was quicker; its scripts name the place of their Python. */
function move(unfinished: string, made: string): void {
  for (const entry of readdirSync(path.join(unfinished, "bin"), { withFileTypes: true })) {
    const script = path.join(unfinished, "bin", entry.name);
    if (entry.isFile()) writeFileSync(script, readFileSync(script, "utf8").replaceAll(unfinished, made));
  }
  try {
    renameSync(unfinished, made);
  } catch (error) {
    if (!existsSync(made)) throw error;
  }
}
