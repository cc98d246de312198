import { spawnSync } from "node:child_process";

/** How a git command is run. */
export interface GitOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

const MOST_BYTES = 2 ** 30;

/** Runs git in this folder. → what it printed. @throws its own complaint in one line */
export function git(args: readonly string[], { input, env }: GitOptions = {}): Buffer {
  const options = { input, env: { ...process.env, ...env }, maxBuffer: MOST_BYTES };
  const { status, stdout, stderr, error } = spawnSync("git", args, options);
  if (error) throw new Error(`cannot run git: ${error.message}`);
  if (status !== 0) throw new Error(`git ${args[0]}: ${`${stderr}`.trim().split("\n")[0]}`);
  return stdout;
}

/** What git answers in a line; undefined if it has no answer. */
export function askGit(...args: readonly string[]): string | undefined {
  try {
    return `${git(args)}`.trim();
  } catch {
    return undefined;
  }
}
