import type { Cell } from "../runner/notebook";

/** What nbgrader keeps in a cell's metadata, schema 3. */
export interface Grading {
  readonly schema_version: 3;
  readonly grade_id: string;
  /** Whether the cell earns points. */
  readonly grade: boolean;
  readonly points?: number;
  /** Whether the student writes the cell. */
  readonly solution: boolean;
  readonly locked: boolean;
  readonly task: boolean;
}

export function gradingOf({ metadata }: Cell): Grading | undefined {
  return (metadata as { readonly nbgrader?: Grading }).nbgrader;
}

/** What a cell is known by, also in a copy of its notebook. */
export function keyOf(cell: Cell): string {
  return gradingOf(cell)?.grade_id ?? `cell ${cell.id}`;
}
