import path from "node:path";
import type { Launch } from "../runner/kernel-process";
import { findKernelspec } from "../runner/kernelspec";
import { findOnPath } from "../setup/find-on-path";
import { run } from "../setup/run";
import { environment, folders, libraryPlaces, systemPlaces } from "./sandbox-places";

/** What a submission may use. */
export interface Allowance {
  /** Of each process by its limit, and of all of them together. */
  readonly memoryBytes: number;
  /** And threads. */
  readonly processes: number;
  /** Of each file by its limit, and of all files together. */
  readonly fileBytes: number;
  /** And sockets and pipes, that a process has open. */
  readonly files: number;
  readonly cpuSeconds: number;
}

export const ALLOWANCE: Allowance = { memoryBytes: 4e9, processes: 256, fileBytes: 64e6, files: 512, cpuSeconds: 900 };

const PACKAGES = { bwrap: "bubblewrap", prlimit: "util-linux", setpriv: "util-linux" };
/** Whom root becomes, whom no limit of processes would hold. */
const NOBODY = 65534;
/** Where a submission may write, and all is gone with its kernel. */
const HOME = "/tmp";
/** An answer is cut at a megabyte; to read more than this at once would keep the grader from the others. */
const MAX_MESSAGE_BYTES = 16e6;
const TRIAL_SECONDS = 30;

/**
 * How to start a kernel that reaches nothing but programs, the library and its data: no network, no other's process, no
 * other file, and none to write that lasts. @throws one line that names what is missing
 */
export async function sandboxedKernel(allowance: Allowance, env: NodeJS.ProcessEnv = process.env): Promise<Launch> {
  const wrap = sandbox(allowance, env);
  const { argv, ...spec } = findKernelspec("elbo");
  const [, main, ...rest] = argv;
  const signal = AbortSignal.timeout(TRIAL_SECONDS * 1000);
  const [bwrap, ...args] = wrap([process.execPath, "--eval", "0"], []);
  const trial = await run(bwrap, args, { signal });
  if (!trial.ok) throw new Error(`the sandbox does not work on this machine: ${trial.complaint}`);
  return {
    ...spec,
    argv: wrap([process.execPath, path.resolve(main), ...rest], ["{connection_folder}"]),
    owner: isRoot() ? NOBODY : undefined,
    maxMessageBytes: MAX_MESSAGE_BYTES,
  };
}

/** → the command that runs a command in a sandbox in which some folders may be written */
function sandbox(allowance: Allowance, env: NodeJS.ProcessEnv) {
  const [bwrap, prlimit] = [toolOf("bwrap", env), toolOf("prlimit", env)];
  const setpriv = isRoot() ? toolOf("setpriv", env) : undefined;
  const treeWith = (...programs: readonly string[]) => [...systemPlaces(), ...libraryPlaces(env, programs)];
  const limits = [
    `--nproc=${allowance.processes}`,
    `--data=${allowance.memoryBytes}`,
    `--fsize=${allowance.fileBytes}`,
    `--cpu=${allowance.cpuSeconds}`,
    `--nofile=${allowance.files}`,
    "--core=0",
  ];
  return (command: readonly string[], writable: readonly string[]): readonly string[] => {
    const shared = writable.flatMap((folder) => [...folders(folder), "--bind", folder, folder]);
    const inner = [
      ...[bwrap, "--unshare-all", "--unshare-user", "--disable-userns", "--die-with-parent", "--new-session"],
      ...["--uid", `${NOBODY}`, "--gid", `${NOBODY}`, "--clearenv", ...environment(env, HOME)],
      ...[
        "--proc",
        "/proc",
        "--dev",
        "/dev",
        "--size",
        `${allowance.fileBytes}`,
        "--tmpfs",
        HOME,
        ...treeWith(prlimit),
        ...shared,
      ],
      ...["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", HOME, prlimit, ...limits, ...command],
    ];
    if (!setpriv) return inner;
    // Nobody cannot find the way to what only root may see. So root shows it the same files, and no others.
    const become = [setpriv, "--reuid", `${NOBODY}`, "--regid", `${NOBODY}`, "--clear-groups"];
    const host = [
      "--dev-bind",
      "/proc",
      "/proc",
      "--dev",
      "/dev",
      ...folders(HOME),
      ...treeWith(setpriv, bwrap, prlimit),
      ...shared,
    ];
    return [bwrap, "--unshare-pid", "--die-with-parent", ...host, ...become, ...inner];
  };
}

function toolOf(name: keyof typeof PACKAGES, { PATH }: NodeJS.ProcessEnv): string {
  const found = process.platform === "linux" ? findOnPath([name], PATH) : undefined;
  if (found) return found;
  throw new Error(
    `grading needs ${name} for its sandbox, got none on the PATH: install Debian's package ${PACKAGES[name]}, ` +
      "or trust every submission with --unsafe",
  );
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
