import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const ROOT = path.join(__dirname, "..", "..", "..");

export interface Hub {
  /** Starts the server of a user, and waits for it. → its address */
  server(user: string): Promise<string>;
  /** Asks JupyterHub, or a user's server by its whole address. */
  ask(method: string, url: string): Promise<Response>;
  readonly token: string;
  close(): Promise<void>;
}

/** The JupyterHub of docs/teaching on this machine, whose students' servers come from a Python environment. */
export async function startHub(folder: string, environment: string, port: number): Promise<Hub> {
  const token = randomBytes(16).toString("hex");
  mkdirSync(folder, { recursive: true });
  const child: ChildProcess = spawn("jupyterhub", ["--config", path.join(__dirname, "jupyterhub_config.py")], {
    cwd: folder,
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      ...process.env,
      // Debian's proxy finds its modules there, whichever Node comes first
      NODE_PATH: "/usr/share/nodejs",
      ELBO_CLONE: ROOT,
      ELBO_JUPYTER: environment,
      ELBO_NODE: path.dirname(process.execPath),
      ELBO_HUB_CONFIG: path.join(ROOT, "docs", "teaching", "jupyterhub", "jupyterhub_config.py"),
      ELBO_HUB_FOLDER: folder,
      ELBO_HUB_PORT: `${port}`,
      ELBO_HUB_TOKEN: token,
    },
  });
  let log = "";
  child.stderr!.on("data", (text) => {
    log = `${log}${text}`.slice(-20_000);
  });
  const root = `http://127.0.0.1:${port}`;
  const ask = (method: string, url: string) =>
    fetch(url.startsWith("http") ? url : `${root}/hub/api${url}`, {
      method,
      headers: { Authorization: `token ${token}` },
    });
  const answers = () =>
    ask("GET", "/")
      .then(({ ok }) => ok)
      .catch(() => false);
  while (!(await answers())) {
    if (child.exitCode !== null) throw new Error(`JupyterHub ended: ${log}`);
    await delay(500);
  }
  return {
    token,
    ask,
    async server(user) {
      await ask("POST", `/users/${user}`);
      await ask("POST", `/users/${user}/server`);
      const address = `${root}/user/${user}`;
      for (let tries = 0; tries < 600; tries++) {
        if ((await ask("GET", `${address}/api/status`).catch(() => undefined))?.ok) return address;
        await delay(500);
      }
      throw new Error(`the server of ${user} did not start: ${log}`);
    },
    async close() {
      child.kill("SIGTERM");
      await once(child, "close");
    },
  };
}
