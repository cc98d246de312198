import { readdirSync, statSync } from "node:fs";
import path from "node:path";

const BAR_LENGTH = 20;
const TICK_MS = 250;

export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export interface Progress {
  /** Does a step that takes a while, and says so; `share` tells how much of it is done. */
  step<T>(name: string, work: Promise<T>, share?: () => number): Promise<T>;
  /** A line that stays. */
  say(line: string): void;
}

/** On a terminal a step is a bar that goes when it is done, elsewhere one plain line. */
export function progressOn(out: Terminal): Progress {
  const clear = out.isTTY ? "\r\x1b[2K" : "";
  return {
    say: (line) => void out.write(`${clear}elbo: ${line}\n`),
    async step(name, work, share) {
      if (!out.isTTY) {
        out.write(`elbo: ${name}\n`);
        return work;
      }
      const start = Date.now();
      const draw = () => out.write(`${clear}elbo: ${name} ${share ? bar(share()) : seconds(start)}`);
      const ticking = setInterval(draw, TICK_MS);
      draw();
      try {
        return await work;
      } finally {
        clearInterval(ticking);
        out.write(clear);
      }
    },
  };
}

export function seconds(since: number): string {
  return `${Math.round((Date.now() - since) / 1000)} s`;
}

export function bar(share: number): string {
  const done = Math.round(Math.min(1, share) * BAR_LENGTH);
  return `${"█".repeat(done)}${"░".repeat(BAR_LENGTH - done)} ${Math.round(Math.min(1, share) * 100)} %`;
}

/** How many bytes a folder holds; what vanishes in the meantime counts as nothing. */
export function bytesIn(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((file) => statSync(path.join(folder, file), { throwIfNoEntry: false }))
      .reduce((sum, stats) => sum + (stats?.isFile() ? stats.size : 0), 0);
  } catch {
    return 0;
  }
}
