import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { pythonWith } from "../../../src/setup/python";
import { writeTable } from "../write-table";
import { type Hub, startHub } from "./hub";
import { type Memory, memoryOfUsers } from "./users";

/** Notebook 02 by one user to ten at once, and the one whose kernel takes most by two. */
const LESSONS = [
  ...[1, 2, 5, 10].map((users) => ({ users, notebook: "02-jensen-elbo-em" })),
  { users: 2, notebook: "08-variational-autoencoder" },
];
const PORT = 28_236;
const run = promisify(execFile);

interface Run {
  readonly kernel: string;
  readonly cells: number;
  readonly seconds: number;
  readonly error: string | null;
}

test("ten users at once run notebook 02 through JupyterHub, and each adds the same memory", async () => {
  const python = await pythonWith(path.join(__dirname, "requirements.txt"), { limitSeconds: 900 });
  const folder = mkdtempSync(path.join(tmpdir(), "elbo-hub-"));
  const hub = await startHub(folder, path.dirname(path.dirname(python)), PORT);
  const rows: Row[] = [];
  try {
    for (const { users, notebook } of LESSONS) rows.push(await lesson(hub, python, notebook, users));
  } finally {
    await hub.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  const many = rows.filter(({ users, notebook }) => users > 1 && notebook.startsWith("02"));
  const slopes = many.slice(1).map((row, i) => (row.all - many[i].all) / (row.users - many[i].users));
  const [least, most] = [Math.min(...slopes), Math.max(...slopes)].map(Math.round);
  writeTable(
    "hub",
    "docs/teaching.md",
    ["notebook", "users at once", "a server", "its kernel", "of both, shared with nobody", "all users", "the slowest"],
    rows.map((row) => [
      row.notebook.slice(0, 2),
      `${row.users}`,
      ...[row.server, row.kernels, row.own, row.all].map(megabytes),
      `${row.seconds.toFixed(0)} s`,
    ]),
    `From 2 users to 10, each more added ${least} to ${most} MB. The machine had ${cpus().length} processors, and a load of ` +
      `${Math.min(...rows.map(({ load }) => load)).toFixed(0)} to ${Math.max(...rows.map(({ load }) => load)).toFixed(0)}`,
  );
  expect(most / least).toBeLessThan(1.2);
});

interface Row {
  readonly notebook: string;
  readonly users: number;
  readonly own: number;
  readonly server: number;
  readonly kernels: number;
  readonly all: number;
  readonly seconds: number;
  readonly load: number;
}

/** Some users at once open the notebook and run it all; then their memory, with the kernels still there. */
async function lesson(hub: Hub, python: string, notebook: string, size: number): Promise<Row> {
  const names = Array.from({ length: size }, (_, i) => `student-${i}`);
  const servers = await Promise.all(names.map((name) => hub.server(name)));
  const load = loadavg()[0];
  const runs = await Promise.all(
    servers.map(async (server): Promise<Run> => {
      const { stdout } = await run(python, [
        path.join(__dirname, "run_notebook.py"),
        server,
        hub.token,
        `notebooks/${notebook}.ipynb`,
      ]);
      return JSON.parse(stdout);
    }),
  );
  expect(runs.map(({ error }) => error)).toEqual(runs.map(() => null));
  const users = memoryOfUsers();
  const memory = names.map((name) => users.get(name)!);
  for (const [i, { kernel }] of runs.entries()) await hub.ask("DELETE", `${servers[i]}/api/kernels/${kernel}`);
  const mean = (of: (user: Memory) => number) => memory.reduce((sum, user) => sum + of(user), 0) / size;
  const [server, kernels, own] = [mean((user) => user.server), mean((user) => user.kernels), mean((user) => user.own)];
  const seconds = Math.max(...runs.map((run) => run.seconds));
  return { notebook, users: size, own, server, kernels, all: size * (server + kernels), seconds, load };
}

const megabytes = (value: number): string => `${Math.round(value)} MB`;
