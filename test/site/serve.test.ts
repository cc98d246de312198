import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HEADER_POLICY, WORKER_POLICY } from "../../src/site/csp";
import { type Server, serve } from "../../src/site/serve";
import { temporaryFolder } from "./notebooks";

const SECRET = "the secret outside";
const outside = temporaryFolder();
const dir = path.join(outside, "site");
let server: Server;
let port: number;

beforeAll(async () => {
  mkdirSync(path.join(dir, "assets"), { recursive: true });
  mkdirSync(path.join(outside, "site-other"));
  for (const file of ["secret.html", "site-other/secret.html"]) writeFileSync(path.join(outside, file), SECRET);
  writeFileSync(path.join(dir, "index.html"), "home");
  writeFileSync(path.join(dir, "assets", "page.js"), "script");
  writeFileSync(path.join(dir, "notes.txt"), SECRET);
  symlinkSync(path.join(outside, "secret.html"), path.join(dir, "link.html"));
  symlinkSync(outside, path.join(dir, "way"));
  server = await serve({ dir, port: 0 });
  port = Number(new URL(server.url).port);
});
afterAll(() => server.close());

/** The whole answer to bytes sent as they are, as no client library would send them. */
function ask(bytes: string, address = { host: "127.0.0.1", port }): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(address, () => socket.write(bytes));
    let answer = "";
    socket.setEncoding("latin1");
    socket.on("data", (data) => {
      answer += data;
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(answer));
  });
}

const get = (target: string, host = `127.0.0.1:${port}`): Promise<string> =>
  ask(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);

const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

describe("serve", () => {
  test("gives the files of the folder, by 127.0.0.1 and by localhost", async () => {
    expect(await get("/")).toMatch(/^HTTP\/1\.1 200 .*text\/html.*home$/s);
    expect(await get("/index.html?x=1")).toMatch(/^HTTP\/1\.1 200 .*home$/s);
    expect(await get("/assets/page.js", `localhost:${port}`)).toMatch(/^HTTP\/1\.1 200 .*text\/javascript.*script$/s);
  });

  test("sends the policy with every answer", async () => {
    for (const target of ["/", "/assets/page.js", "/missing"]) {
      const answer = await get(target);
      expect(answer).toContain(`Content-Security-Policy: ${HEADER_POLICY}\r\n`);
      expect(answer).toContain("X-Content-Type-Options: nosniff\r\n");
    }
    expect(HEADER_POLICY).toContain("frame-ancestors 'none'");
  });

  test("lets the worker alone evaluate text, and ask this site alone", async () => {
    expect(await get("/assets/worker.js")).toContain(`Content-Security-Policy: ${WORKER_POLICY}\r\n`);
    expect(WORKER_POLICY).toContain("'unsafe-eval'; connect-src 'self'");
    expect(HEADER_POLICY).not.toContain("eval");
  });

  test.each([
    "/../secret.html",
    "/../../../../../../etc/passwd",
    "/%2e%2e/secret.html",
    "/..%2fsecret.html",
    "/%2e%2e%2fsecret.html",
    "/assets/../../secret.html",
    "/..\\secret.html",
    "/../site-other/secret.html",
    "//../secret.html",
    "/link.html",
    "/way/secret.html",
    "/secret.html%00.html",
    "/%",
    "secret.html",
    "file:///etc/passwd",
    "/notes.txt",
  ])("does not leave the folder for %s", async (target) => {
    const answer = await get(target);
    expect(answer).not.toContain(SECRET);
    expect(answer).not.toContain("root:");
    expect([400, 404]).toContain(statusOf(answer));
  });

  test.each(["evil.example", "evil.example:80", "127.0.0.1.evil.example", "127.0.0.1:1", "localhost", ""])(
    "does not answer to the foreign name %j",
    async (host) => {
      expect(statusOf(await get("/", host))).toBe(403);
    },
  );

  test("does not answer without a name, nor to other methods", async () => {
    expect(statusOf(await ask("GET / HTTP/1.0\r\n\r\n"))).toBe(403);
    const request = `Host: 127.0.0.1:${port}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`;
    expect(statusOf(await ask(`POST / HTTP/1.1\r\n${request}`))).toBe(405);
    const head = await ask(`HEAD / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
    expect(head).toMatch(/^HTTP\/1\.1 200 .*\r\n\r\n$/s);
  });

  test("listens on this machine's own address alone", async () => {
    const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    const others = addresses.filter(({ internal, family }) => !internal && family === "IPv4");
    for (const { address } of others) await expect(ask("", { host: address, port })).rejects.toThrow("ECONNREFUSED");
    await expect(ask("", { host: "127.0.0.2", port })).rejects.toThrow("ECONNREFUSED");
  });

  test("says in one line what is missing, and which port is in use", async () => {
    await expect(serve({ dir: "/no/such/site", port: 0 })).rejects.toThrow(
      /^serve needs a folder with a site, got \/no\/such\/site$/,
    );
    await expect(serve({ dir, port })).rejects.toThrow(
      `serve needs a free port, got ${port}, which is in use: choose another with --port`,
    );
    await expect(serve({ dir, port: 99999 })).rejects.toThrow(/99999/);
  });

  test("closes at once, open connections included, and frees its port", async () => {
    const other = await serve({ dir, port: 0 });
    const address = { host: "127.0.0.1", port: Number(new URL(other.url).port) };
    const socket = connect(address);
    await new Promise((resolve) => socket.once("connect", resolve));
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.on("error", () => {});
    await other.close();
    await closed;
    await expect(ask("", address)).rejects.toThrow("ECONNREFUSED");
  });
});
