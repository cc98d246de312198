import { inPlace } from "./in-place";

/** A bar of one line below the cell. */
export interface Progress {
  /** One more step, or `n` more. */
  tick(n?: number): void;
  /** So many steps in all. */
  set(n: number): void;
  /** No more steps come, also if there were fewer than planned. */
  done(): void;
}

const BAR_LENGTH = 24;

/**
 * Shows how many of `total` steps are done, in place, at most five times a second. While the cell runs, the line says
 * how long the rest may take; what stays of it has no times, so that two runs leave the same notebook.
 * @throws unless the total is positive and each count a number.
 */
export function progress(total: number, label = ""): Progress {
  if (!(total > 0 && total < Infinity)) throw new Error(`progress needs a positive total, got ${total}`);
  const began = performance.now();
  let count = 0;
  let finished = false;
  const output = inPlace(({ last }) => {
    const share = Math.min(1, Math.max(0, count / total));
    const full = Math.round(share * BAR_LENGTH);
    const bar = "█".repeat(full) + "░".repeat(BAR_LENGTH - full);
    const left = ((performance.now() - began) / 1000) * (1 / share - 1);
    const end = finished ? "done" : last || share === 0 ? "" : `about ${Math.ceil(left)} s left`;
    const words = [label, bar, `${Math.floor(share * 100)} %`, `${count}/${total}`, end];
    return { data: { "text/plain": words.filter((word) => word !== "").join("  ") } };
  });
  const set = (n: number) => {
    if (!Number.isFinite(n)) throw new Error(`progress needs a finite number of steps, got ${n}`);
    count = n;
    if (!finished) output.changed();
  };
  set(0);
  return {
    tick: (n = 1) => set(count + n),
    set,
    done() {
      if (finished) return;
      finished = true;
      output.finish();
    },
  };
}
