import { cleanNotebook } from "./clean-notebook";
import { formatNotebook } from "./format-notebook";
import { type Cell, isCode, joined, type Notebook } from "./notebook";

/** A fault of a notebook's source, with the cell where it is. */
export interface Fault {
  readonly cell?: string;
  readonly message: string;
}

const MAX_LINES = 20;
/** What students never see, in nbgrader's words. */
const HIDDEN = /^[ \t]*\/\/ BEGIN HIDDEN TESTS\n[\s\S]*?^[ \t]*\/\/ END HIDDEN TESTS$/gm;
const READABLE_ID = /^(?![0-9a-f]{8})[a-z0-9]+(-[a-z0-9]+)*$/;

/** The faults of a notebook as a source that is kept under version control and read by people. */
export function checkSource(notebook: Notebook, text: string): readonly Fault[] {
  const faults = [...notebook.cells.flatMap(checkCell), ...checkOrder(notebook.cells), ...checkLecture(notebook)];
  if (faults.length > 0 || text === formatNotebook(cleanNotebook(notebook))) return faults;
  return [{ message: "it is not as `elbo clean` writes it" }];
}

function checkCell(cell: Cell): readonly Fault[] {
  const { id } = cell;
  const lines = visible(cell).split("\n").length;
  const messages = [
    !READABLE_ID.test(id) && "an id needs to be lower-case words joined by hyphens",
    isCode(cell) && cell.outputs.length > 0 && "a source has no outputs",
    isCode(cell) && cell.execution_count !== null && "a source has no execution count",
    isCode(cell) && lines > MAX_LINES && `a code cell needs at most ${MAX_LINES} lines, got ${lines}`,
  ];
  return messages.filter((message) => message !== false).map((message) => ({ cell: id, message }));
}

function checkOrder(cells: readonly Cell[]): readonly Fault[] {
  const first = cells.find(isCode);
  const imports = !first || isOneImport(joined(first.source));
  const seen = cells.filter((cell) => visible(cell).trim() !== "");
  const crowded = seen.filter((cell, index) => isCode(cell) && index > 0 && isCode(seen[index - 1]));
  return [
    ...(imports ? [] : [{ cell: first.id, message: "the first code cell needs to be one import statement" }]),
    ...crowded.map(({ id }) => ({
      cell: id,
      message: "a code cell needs a markdown cell between it and the one above",
    })),
  ];
}

function visible({ source }: Cell): string {
  return joined(source).replaceAll(HIDDEN, "");
}

/** An import ends with its only string. */
function isOneImport(code: string): boolean {
  return /^import\s[^;"']*(["'])[^"']*\1;?$/.test(code.trim());
}

function checkLecture({ metadata, cells }: Notebook): readonly Fault[] {
  const all = [{ cell: undefined, metadata }, ...cells.map(({ id, metadata }) => ({ cell: id, metadata }))];
  return all
    .map(({ cell, metadata }) => ({ cell, lecture: (metadata as { lecture?: unknown }).lecture }))
    .filter(({ lecture }) => lecture !== undefined && !isNumbers(lecture))
    .map(({ cell }) => ({ cell, message: "metadata.lecture needs to be a list of numbers" }));
}

function isNumbers(value: unknown): boolean {
  return Array.isArray(value) && value.every((member) => typeof member === "number");
}
