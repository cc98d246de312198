import { readFile, realpath, stat } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { HEADER_POLICY, WORKER, WORKER_POLICY } from "./csp";

const HOST = "127.0.0.1";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".ipynb": "application/x-ipynb+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".gz": "application/gzip",
  ".safetensors": "application/octet-stream",
  ".wasm": "application/wasm",
};

export interface Server {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Serves a folder to this machine alone. Port 0 takes any free one.
 * @throws an error of one line, if the folder is missing or the port is in use
 */
export async function serve({ dir, port }: { dir: string; port: number }): Promise<Server> {
  const found = await stat(dir).catch(() => undefined);
  if (!found?.isDirectory()) throw new Error(`serve needs a folder with a site, got ${dir}`);
  const server = createServer(async (request, response) => {
    const { status, type = "text/plain; charset=utf-8", body = `${status}\n` } = await answer(dir, request);
    response.writeHead(status, {
      "Content-Type": type,
      "Content-Length": Buffer.byteLength(body),
      "Content-Security-Policy": request.url?.endsWith(`/${WORKER}`) ? WORKER_POLICY : HEADER_POLICY,
      "Cross-Origin-Resource-Policy": "same-origin",
      "X-Content-Type-Options": "nosniff",
      "Referrer-Policy": "no-referrer",
      "Cache-Control": "no-cache",
    });
    response.end(request.method === "HEAD" ? undefined : body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(plainer(error, port)));
    server.listen(port, HOST, resolve);
  });
  return {
    url: `http://${HOST}:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body?: Buffer;
}

async function answer(dir: string, { method, url = "/", headers, socket }: IncomingMessage): Promise<Answer> {
  // a page of another site can point a name of its own at this machine, but then it names itself here
  if (![`${HOST}:${socket.localPort}`, `localhost:${socket.localPort}`].includes(headers.host ?? ""))
    return { status: 403 };
  if (method !== "GET" && method !== "HEAD") return { status: 405 };
  try {
    const asked = decodeURIComponent(url.replace(/[?#].*$/s, ""));
    if (!asked.startsWith("/")) return { status: 404 };
    const root = await realpath(dir);
    const file = await realpath(path.join(root, asked, asked.endsWith("/") ? "index.html" : ""));
    const type = TYPES[path.extname(file)];
    // the real path, so that neither `..` nor a symbolic link leads out
    if (!file.startsWith(root + path.sep) || type === undefined) return { status: 404 };
    return { status: 200, type, body: await readFile(file) };
  } catch {
    return { status: 404 }; // not there, not readable, or not a path
  }
}

function plainer(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === "EADDRINUSE")
    return new Error(`serve needs a free port, got ${port}, which is in use: choose another with --port`);
  return new Error(`serve needs a port that it may open, got ${port} (${error.message})`);
}
