import { readdirSync, readFileSync } from "node:fs";
import { familyOf } from "../../../src/homework/watch";

/** What the server and the kernels of a user take of the machine, in MB. */
export interface Memory {
  /** Pages that several processes share count by their share. */
  readonly server: number;
  readonly kernels: number;
  /** What no other process shares: the machine has it back when this user leaves. */
  readonly own: number;
}

/** The processes of each user whose server runs, by name. */
export function memoryOfUsers(): ReadonlyMap<string, Memory> {
  const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const servers = processes.flatMap((pid) => {
    const [command, user] = [read(pid, "cmdline"), read(pid, "environ").match(/(?:^|\0)JUPYTERHUB_USER=([^\0]+)/)?.[1]];
    return user !== undefined && /jupyterhub-singleuser/.test(command) ? [[user, Number(pid)] as const] : [];
  });
  return new Map(
    servers.map(([user, pid]) => {
      const family = familyOf(pid);
      const [server, ...kernels] = family.map((member) => megabytes(member, /^Pss:/));
      const own = sum(family.map((member) => megabytes(member, /^Private_/)));
      return [user, { server, kernels: sum(kernels), own }];
    }),
  );
}

/** The sum of some lines of a process's account of its memory. */
function megabytes(pid: number, line: RegExp): number {
  const lines = read(`${pid}`, "smaps_rollup").split("\n");
  return sum(lines.filter((text) => line.test(text)).map((text) => Number(text.split(/ +/)[1]))) / 1024;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** A process may end at any moment. */
function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
