import type { NotebookReport } from "./report";
import type { Progress } from "./run-notebook";

/** Tells a person how a run goes: on a terminal a live line for each notebook that runs, elsewhere a line for each that has ended. */
export interface ProgressView {
  onCell(file: string, progress: Progress): void;
  onReport(report: NotebookReport): void;
  close(): void;
}

const REFRESH_MILLISECONDS = 500;

export function showProgress(stream: NodeJS.WriteStream = process.stdout): ProgressView {
  const running = new Map<string, { readonly began: number; readonly text: string }>();
  let drawn = 0;
  const erase = () => {
    if (drawn > 0) stream.write(`\x1b[${drawn}A\x1b[J`);
    drawn = 0;
  };
  const draw = () => {
    erase();
    const lines = [...running].map(([file, { began, text }]) => `… ${file}  ${text}  ${seconds(Date.now() - began)}`);
    stream.write(lines.map((line) => `${line.slice(0, stream.columns - 1)}\n`).join(""));
    drawn = lines.length;
  };
  const timer = stream.isTTY ? setInterval(draw, REFRESH_MILLISECONDS) : undefined;
  return {
    onCell(file, { cell, cells, step }) {
      const began = running.get(file)?.began ?? Date.now();
      running.set(file, { began, text: `cell ${cell}/${cells}  ${step}` });
      if (stream.isTTY) draw();
    },
    onReport({ notebook, status, reused, seconds: duration, checks, failure }) {
      running.delete(notebook);
      if (stream.isTTY) erase();
      const passed = checks.length > 0 ? `, ${checks.filter(({ pass }) => pass).length}/${checks.length} checks` : "";
      stream.write(
        `${status === "ok" ? "✓" : "✗"} ${notebook}  ${reused ? "unchanged, not run again" : seconds(duration * 1000)}${passed}\n`,
      );
      if (failure) process.stderr.write(`${failure}\n`);
      if (stream.isTTY) draw();
    },
    close() {
      clearInterval(timer);
      if (stream.isTTY) erase();
    },
  };
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
