import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readConnection } from "../../src/kernel/connection";
import { temporaryFolder } from "../runner/fixture";

const LOCAL = { transport: "tcp", ip: "127.0.0.1", key: "k", signature_scheme: "hmac-sha256" };

function read(connection: object) {
  const file = path.join(temporaryFolder(), "connection.json");
  writeFileSync(file, JSON.stringify({ ...LOCAL, ...connection }));
  return readConnection(file);
}

test.each(["127.0.0.1", "127.1.2.3", "localhost", "::1"])("a kernel may be heard at %s, and by ipc", (ip) => {
  expect(read({ ip })).toMatchObject({ ip });
  expect(read({ transport: "ipc", ip: "/run/kernel" })).toMatchObject({ ip: "/run/kernel" });
});

test.each(["0.0.0.0", "*", "", "192.168.1.7", "::", "127.0.0.1.example.org", "eth0"])("but not at %j", (ip) => {
  expect(() => read({ ip })).toThrow(`the kernel needs a loopback address, got ${ip}`);
});

test("messages are signed by HMAC with SHA-256, by nothing else", () => {
  expect(() => read({ signature_scheme: "hmac-md5" })).toThrow(
    "the kernel needs signature_scheme hmac-sha256, got hmac-md5",
  );
});
