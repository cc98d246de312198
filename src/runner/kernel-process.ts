import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Connection } from "../kernel/connection";
import type { Kernelspec } from "./kernelspec";

/** A kernel's process, the head of a process group of its own. */
export interface KernelProcess {
  readonly pid: number;
  readonly connection: Connection;
  /** Resolves with how the process ended, in words: "by SIGKILL". */
  readonly ended: Promise<string>;
  /** The end of what it wrote outside of its cells. */
  log(): string;
  /** Signals it and all that it started. */
  signal(name: "SIGINT" | "SIGKILL"): void;
}

/** How to start a kernel, and what is to hold for it that no kernelspec says. */
export interface Launch extends Kernelspec {
  /** The user whose process the command makes of itself, if not ours: the connection file is that user's. */
  readonly owner?: number;
  /** A kernel that sends a longer message is no longer heard. */
  readonly maxMessageBytes?: number;
}

const LOG_CHARACTERS = 20000;
const SOCKET_PATH_CHARACTERS = 90;

const running = new Set<KernelProcess>();
process.on("exit", () => {
  for (const kernel of running) kernel.signal("SIGKILL");
});

/** Starts a kernel with a connection file of its own that only this user can read. Never throws: `ended` tells. */
export async function startProcess({ argv, env, owner }: Launch, cwd: string): Promise<KernelProcess> {
  const folder = mkdtempSync(path.join(tmpdir(), "elbo-"));
  const connection = await connectionIn(folder);
  const file = path.join(folder, "connection.json");
  writeFileSync(file, JSON.stringify(connection), { mode: 0o600 });
  if (owner !== undefined) for (const place of [file, folder]) chownSync(place, owner, owner);
  const [command, ...args] = argv.map((word) =>
    word.replaceAll("{connection_file}", file).replaceAll("{connection_folder}", folder),
  );
  // The Node that runs us, whatever PATH says.
  const child = spawn(command === "node" ? process.execPath : command, args, {
    cwd,
    detached: process.platform !== "win32",
    env: { ...process.env, ...env, JPY_PARENT_PID: `${process.pid}` },
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      log = (log + text).slice(-LOG_CHARACTERS);
    });
  }
  const kernel: KernelProcess = {
    pid: child.pid ?? 0,
    connection,
    ended: new Promise((resolve) => {
      child.once("exit", (status, signal) => resolve(signal ? `by ${signal}` : `with status ${status}`));
      child.once("error", (error) => resolve(`before it began: ${error.message}`));
    }),
    log: () => log,
    signal: (name) => signalGroup(child.pid, name),
  };
  running.add(kernel);
  void kernel.ended.then(() => {
    // What the kernel started does not outlive it.
    kernel.signal("SIGKILL");
    running.delete(kernel);
    rmSync(folder, { recursive: true, force: true });
  });
  return kernel;
}

function signalGroup(pid: number | undefined, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, name);
  } catch {
    // It has ended already.
  }
}

async function connectionIn(folder: string): Promise<Connection> {
  const ipc = process.platform !== "win32" && folder.length < SOCKET_PATH_CHARACTERS;
  const [shell_port, iopub_port, stdin_port, control_port, hb_port] = ipc ? [1, 2, 3, 4, 5] : await freePorts(5);
  return {
    transport: ipc ? "ipc" : "tcp",
    ip: ipc ? path.join(folder, "socket") : "127.0.0.1",
    key: randomBytes(32).toString("hex"),
    signature_scheme: "hmac-sha256",
    shell_port,
    iopub_port,
    stdin_port,
    control_port,
    hb_port,
  };
}

/** Ports that were free a moment ago: held all at once, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => new Promise((resolve) => server.once("listening", resolve))));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
