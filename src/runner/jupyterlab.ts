import { spawn } from "node:child_process";
import { constants } from "node:os";
import path from "node:path";
import { OWN_JUPYTER_PATH } from "./kernelspec";

/** What a reader may wish of JupyterLab. */
export interface LabOptions {
  /** The folder whose notebooks are shown. */
  readonly folder: string;
  readonly browser: boolean;
  /** This one or none; without it the first free one from Jupyter's own on. */
  readonly port?: number;
  /** Further arguments of `jupyter lab`. */
  readonly args: readonly string[];
}

/** Nothing is fetched, nothing is asked before the first notebook, and what is installed stays as it is. */
const QUIET = [
  "--LabApp.news_url=None",
  "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
  "--LabApp.extension_manager=readonly",
];
const STOPS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs JupyterLab with our kernel until it ends, or until a signal to this process ends it and its kernels.
 * → the status to leave with
 */
export function runJupyterLab(python: string, { folder, browser, port, args }: LabOptions): Promise<number> {
  const own = [
    `--ServerApp.root_dir=${path.resolve(folder)}`,
    ...(browser ? [] : ["--no-browser"]),
    ...(port === undefined ? [] : [`--ServerApp.port=${port}`, "--ServerApp.port_retries=0"]),
  ];
  // A session of its own, where Ctrl-C does not reach it: it would ask whether it is meant.
  const lab = spawn(python, ["-I", "-m", "jupyterlab", ...QUIET, ...own, ...args], {
    env: withOurKernel(process.env),
    stdio: ["ignore", "inherit", "inherit"],
    detached: true,
  });
  let stopped: NodeJS.Signals | undefined;
  const stop = (signal: NodeJS.Signals) => {
    // Told once it shuts its kernels down; told twice it ends at once, and they follow it.
    lab.kill(stopped ? "SIGKILL" : "SIGTERM");
    stopped = signal;
  };
  for (const signal of STOPS) process.on(signal, stop);
  return new Promise((resolve, reject) => {
    lab.once("error", reject);
    lab.once("close", (status, signal) => {
      for (const name of STOPS) process.off(name, stop);
      const by = stopped ?? signal;
      resolve(by ? 128 + constants.signals[by] : (status ?? 1));
    });
  });
}

/** Our kernelspec before any that is installed, and this Node before any other. */
function withOurKernel(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const before = (first: string, rest: string | undefined) => [first, ...(rest ? [rest] : [])].join(path.delimiter);
  return {
    ...env,
    JUPYTER_PATH: before(OWN_JUPYTER_PATH, env.JUPYTER_PATH),
    PATH: before(path.dirname(process.execPath), env.PATH),
  };
}
