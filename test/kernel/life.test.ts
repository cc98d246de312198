import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { Dealer, Request } from "zeromq";
import { isAlive } from "../../src/files/is-alive";
import { endpoint } from "../../src/kernel/connection";
import { createDecoder, createHeader, encode } from "../../src/kernel/wire";
import { openChannels } from "../../src/runner/channels";
import { startProcess } from "../../src/runner/kernel-process";
import { findKernelspec } from "../../src/runner/kernelspec";
import { temporaryFolder, until } from "../runner/fixture";
import { shown, startRawClient } from "./client";

afterEach(() => void vi.unstubAllEnvs());

test("a kernel works over TCP where a path is too long for a socket, and ends when it is asked to", async () => {
  const folder = path.join(temporaryFolder(), "long".repeat(30));
  mkdirSync(folder);
  vi.stubEnv("TMPDIR", folder);
  const client = await startRawClient(folder);
  try {
    expect(client.kernel.connection).toMatchObject({ transport: "tcp", ip: "127.0.0.1" });
    expect((await client.run("1")).reply.status).toBe("ok");
    const { reply } = await client.ask("shutdown_request", { restart: true }, { socket: "control" });
    expect(reply).toEqual({ status: "ok", restart: true });
    expect(await client.kernel.ended).toBe("with status 0");
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    await client.close();
  }
});

test("a client that speaks before the kernel listens is heard, each time", async () => {
  for (let round = 0; round < 5; round++) {
    const kernel = await startProcess(findKernelspec("elbo"), temporaryFolder());
    const { connection } = kernel;
    const control = new Dealer({ linger: 0, reconnectInterval: 1 });
    const shell = new Dealer({ linger: 0, reconnectInterval: 1 });
    try {
      const header = createHeader();
      const decode = createDecoder(connection.key);
      for (const [socket, channel] of [
        [shell, "shell"],
        [control, "control"],
      ] as const) {
        socket.connect(endpoint(connection, channel));
        const own = header("kernel_info_request");
        const message = { identities: [], header: own, parent: undefined, metadata: {}, content: {} };
        await socket.send(encode(message, connection.key));
      }
      for (const socket of [shell, control]) {
        expect(decode(await socket.receive()).header.msg_type).toBe("kernel_info_reply");
      }
    } finally {
      kernel.signal("SIGKILL");
      await kernel.ended;
      for (const socket of [shell, control]) socket.close();
    }
  }
}, 120_000);

test("heartbeat, control and the kernel's own answers do not wait for a cell", async () => {
  const client = await startRawClient(temporaryFolder());
  const heart = new Request({ linger: 0 });
  try {
    const id = client.send("execute_request", { code: "console.log('begun'); for (;;);" });
    await client.answered(id, "stream");
    heart.connect(endpoint(client.kernel.connection, "hb"));
    await heart.send("beat");
    expect(`${(await heart.receive())[0]}`).toBe("beat");
    for (const socket of ["shell", "control"] as const) {
      expect((await client.ask("kernel_info_request", {}, { socket })).reply.status).toBe("ok");
    }
    expect((await client.ask("history_request", { hist_access_type: "tail", n: 1 })).reply.status).toBe("ok");
    expect(client.answersTo(id).some(({ header }) => header.msg_type === "execute_reply")).toBe(false);
  } finally {
    heart.close();
    await client.close();
  }
});

test("the process that computes ends with the one that owns the sockets, also in a loop", async () => {
  const client = await startRawClient(temporaryFolder());
  try {
    const [[, { data }]] = shown((await client.run("process.pid")).broadcasts);
    const computes = Number((data as Record<string, string>)["text/plain"]);
    const id = client.send("execute_request", { code: "console.log('begun'); for (;;);" });
    await client.answered(id, "stream");
    expect(isAlive(computes)).toBe(true);
    process.kill(client.kernel.pid, "SIGKILL");
    await until(() => !isAlive(computes), "the end of the process that computes");
  } finally {
    await client.close();
  }
});

/** Writes a connection file into a folder. → its path */
function writeConnection(folder: string): string {
  const file = path.join(folder, "connection.json");
  const ports = { shell_port: 1, iopub_port: 2, stdin_port: 3, control_port: 4, hb_port: 5 };
  const connection = {
    transport: "ipc",
    ip: path.join(folder, "k"),
    key: "k",
    signature_scheme: "hmac-sha256",
    ...ports,
  };
  writeFileSync(file, JSON.stringify(connection));
  return file;
}

test("a kernel whose client is killed ends by itself", async () => {
  const folder = temporaryFolder();
  const START = `
    const argv = [${JSON.stringify(path.resolve("dist", "kernel", "main.js"))}, ${JSON.stringify(writeConnection(folder))}];
    const env = { ...process.env, JPY_PARENT_PID: String(process.pid) };
    const { pid } = require("node:child_process").spawn(process.execPath, argv, { env, stdio: "ignore", detached: true });
    console.log(pid);
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ["-e", START], { stdio: ["ignore", "pipe", "inherit"] });
  const kernel = Number((await once(parent.stdout, "data"))[0]);
  try {
    await until(() => readdirSync(folder).length === 6, "the kernel's sockets");
    expect(isAlive(kernel)).toBe(true);
    parent.kill("SIGKILL");
    await until(() => !isAlive(kernel), "the end of the kernel");
  } finally {
    parent.kill("SIGKILL");
    if (isAlive(kernel)) process.kill(kernel, "SIGKILL");
  }
});

test("a kernel whose client was gone before it could look ends by itself", async () => {
  const file = writeConnection(temporaryFolder());
  const { pid: gone } = spawnSync(process.execPath, ["-e", ""]);
  const kernel = spawn(process.execPath, [path.join("dist", "kernel", "main.js"), file], {
    env: { ...process.env, JPY_PARENT_PID: `${gone}` },
    stdio: "ignore",
  });
  try {
    expect(await once(kernel, "exit")).toEqual([1, null]);
  } finally {
    kernel.kill("SIGKILL");
  }
});

test.runIf(process.platform === "linux")(
  "the process that owns the sockets does not keep the replies",
  async () => {
    const kernel = await startProcess(findKernelspec("elbo"), temporaryFolder());
    const channels = openChannels(kernel.connection, () => {});
    const megabytes = () =>
      Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${kernel.pid}/status`, "utf8"))![1]) / 1000;
    const REPLIES = 100;
    const bundle = `({ [Symbol.for("elbo.mimebundle")]: () => ({ data: { "text/plain": "x".repeat(1_000_000) } }) })`;
    try {
      let before = 0;
      for (let i = 0; i <= REPLIES; i++) {
        const content = { code: "1", user_expressions: { bundle } };
        const reply = await channels.send("shell", "execute_request", content).replied;
        expect(JSON.stringify(reply).length).toBeGreaterThan(1_000_000);
        if (i === 0) before = megabytes();
      }
      expect(megabytes() - before).toBeLessThan(REPLIES / 2);
    } finally {
      channels.close();
      kernel.signal("SIGKILL");
      await kernel.ended;
    }
  },
  120_000,
);
