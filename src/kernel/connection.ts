import { readFileSync } from "node:fs";

/** A Jupyter connection file: where the five sockets are, and the secret that signs their messages. */
export interface Connection {
  readonly transport: "ipc" | "tcp";
  /** An address for tcp, the beginning of a path for ipc. */
  readonly ip: string;
  readonly key: string;
  readonly signature_scheme: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
  readonly kernel_name?: string;
}

export type Channel = "shell" | "iopub" | "stdin" | "control" | "hb";

/** Where a channel of a kernel is, as ZeroMQ writes it. */
export function endpoint({ transport, ip, ...ports }: Connection, channel: Channel): string {
  const port = ports[`${channel}_port`];
  return transport === "ipc" ? `ipc://${ip}-${port}` : `tcp://${ip}:${port}`;
}

const LOOPBACK = /^(127(\.\d{1,3}){3}|localhost|::1|\[::1\])$/;

/** Reads a connection file. Throws if it asks for a signature other than HMAC with SHA-256, or to be heard elsewhere. */
export function readConnection(file: string): Connection {
  const connection: Connection = JSON.parse(readFileSync(file, "utf8"));
  if (connection.signature_scheme !== "hmac-sha256") {
    throw new Error(`the kernel needs signature_scheme hmac-sha256, got ${connection.signature_scheme}`);
  }
  const { transport, ip } = connection;
  if (transport !== "ipc" && !LOOPBACK.test(ip)) throw new Error(`the kernel needs a loopback address, got ${ip}`);
  return connection;
}
