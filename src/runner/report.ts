import type { Output } from "./notebook";

/** What a notebook compared with an expected value. */
export interface Check {
  readonly claim: string;
  readonly value: number;
  /** A number, or a bound as text. */
  readonly expected: number | string;
  readonly tolerance: number;
  readonly pass: boolean;
}

export interface CellReport {
  readonly id: string;
  readonly status: "ok" | "failed" | "not run";
  readonly seconds: number;
}

export interface NotebookReport {
  readonly notebook: string;
  readonly status: "ok" | "failed";
  readonly seconds: number;
  /** Whether the executed copy of an earlier run was kept. */
  readonly reused?: boolean;
  readonly cells: readonly CellReport[];
  readonly checks: readonly Check[];
  /** For a person: step, source and error of the cell that failed. */
  readonly failure?: string;
}

const CHECK = "application/vnd.elbo.check+json";

/** The checks among a cell's outputs. */
export function checksOf(outputs: readonly Output[]): readonly Check[] {
  return outputs.flatMap(({ data }) => {
    const check = (data as Record<string, unknown> | undefined)?.[CHECK];
    return check ? [check as Check] : [];
  });
}
