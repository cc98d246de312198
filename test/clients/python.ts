import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, inject } from "vitest";

const ROOT = path.join(__dirname, "..", "..");
const CLI = path.join(ROOT, "dist", "cli.js");

/** A place for clients: a folder whose notebooks find the package, and an environment where our kernel alone is installed. */
export interface Clients {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** The Python that has them. */
  readonly program: string;
  /** Runs `python …` in the folder. → what it printed. Throws all of that if it fails. */
  python(...args: readonly string[]): Promise<string>;
  /** Starts `python …`, to be ended by its user. */
  start(...args: readonly string[]): ReturnType<typeof spawn>;
}

/** Describes what needs Python clients, or says why it is skipped. */
export function describeClients(what: string, which: "newest" | "oldest", body: (clients: Clients) => void): void {
  const python = inject("python")[which];
  if (python.path === undefined) {
    console.warn(`skipped: ${what}, because there are no Jupyter clients: ${python.reason}`);
    describe.skip(what, () => body(clientsIn("", "")));
  } else {
    const folder = mkdtempSync(path.join(tmpdir(), "elbo-clients-"));
    symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
    describe(what, () => {
      const clients = clientsIn(folder, python.path);
      beforeAll(() => void execFileSync(process.execPath, [CLI, "kernel", "install"], { env: clients.env }));
      afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
      body(clients);
    });
  }
}

function clientsIn(folder: string, program: string): Clients {
  const own = (name: string) => path.join(folder, "jupyter", name);
  const env = {
    ...process.env,
    PATH: [process.execPath, program]
      .map(path.dirname)
      .concat(process.env.PATH ?? "")
      .join(path.delimiter),
    PYTHONNOUSERSITE: "1",
    PYTHONPATH: path.join(ROOT, "src", "kernel", "papermill"),
    PYTHONWARNINGS: "ignore",
    JUPYTER_PATH: "",
    JUPYTER_CONFIG_DIR: own("config"),
    JUPYTER_DATA_DIR: own("data"),
    JUPYTER_RUNTIME_DIR: own("runtime"),
    JUPYTERLAB_SETTINGS_DIR: own("settings"),
    JUPYTERLAB_WORKSPACES_DIR: own("workspaces"),
    IPYTHONDIR: own("ipython"),
  };
  const start: Clients["start"] = (...args) => {
    mkdirSync(own("runtime"), { recursive: true });
    return spawn(program, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  };
  return {
    folder,
    env,
    program,
    start,
    python: (...args) =>
      new Promise((resolve, reject) => {
        const child = start(...args);
        let [stdout, stderr] = ["", ""];
        child.stdout!.on("data", (text) => {
          stdout += text;
        });
        child.stderr!.on("data", (text) => {
          stderr += text;
        });
        child.on("error", reject);
        child.on("close", (status) =>
          status === 0 ? resolve(stdout) : reject(new Error(`python ${args.join(" ")}: ${status}\n${stdout}${stderr}`)),
        );
      }),
  };
}
