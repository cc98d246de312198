import { mkdirSync, readdirSync } from "node:fs";
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
