import type { Shown } from "../shown";

/** What a page asks of its worker: to run a cell. */
export interface Order {
  /** From 1, in the order in which cells are run. */
  readonly count: number;
  readonly code: string;
}

/** One output, and the name by which a later one takes its place. */
export interface Output {
  readonly shown: Shown;
  readonly id?: string;
}

/** What a worker tells its page. */
export type Word =
  | { readonly word: "ready" }
  | { readonly word: "show" | "update"; readonly count: number; readonly output: Output }
  | { readonly word: "clear"; readonly count: number; readonly wait: boolean }
  | { readonly word: "ended"; readonly count: number; readonly failed: boolean };
