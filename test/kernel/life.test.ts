import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { temporaryFolder } from "../runner/fixture";
import { startRawClient } from "./client";

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

test("a kernel whose client was gone before it could look ends by itself", async () => {
  const folder = temporaryFolder();
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
