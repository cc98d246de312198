/** What became of the specs. */
export interface Outcomes {
  readonly counts: Readonly<Record<"passed" | "failed" | "pending" | "excluded", number>>;
  /** The full name of each spec that failed, and the first thing that it says. */
  readonly failed: Readonly<Record<string, string>>;
}
