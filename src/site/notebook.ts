import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { isCode, joined, type Notebook, type Output } from "../runner/notebook";
import { readNotebook } from "../runner/read-notebook";
import { recordOf, type Shown, textOf } from "./shown";

/** An executed notebook as a page needs it: texts are strings, lists are there. */
export interface Lesson {
  /** File name, without `.ipynb`. */
  readonly name: string;
  readonly cells: readonly Cell[];
  /** The notebook itself, for a reader to take along. */
  readonly notebook: Notebook;
}

export interface Cell {
  readonly id: string;
  readonly type: "markdown" | "code";
  readonly source: string;
  readonly tags: readonly string[];
  /** The rows of docs/lecture.md that it shows. */
  readonly lecture: readonly number[];
  /** How long a browser takes for it, where that is long. */
  readonly browserSeconds?: number;
  readonly outputs: readonly Shown[];
}

/** @throws an error of one line that names the file, if it is no notebook of format 4.5 */
export const readLesson = (file: string): Lesson => lessonOf(path.basename(file, ".ipynb"), readNotebook(file));

/** A notebook that has been read, as a page needs it. */
export function lessonOf(name: string, notebook: Notebook): Lesson {
  return {
    name,
    notebook,
    cells: notebook.cells.flatMap((cell) => {
      if (cell.cell_type === "raw") return [];
      const type = isCode(cell) ? "code" : "markdown";
      const { tags = [], lecture, browserSeconds } = cell.metadata;
      const outputs = isCode(cell) ? cell.outputs.flatMap(shown) : [];
      return [
        {
          id: cell.id,
          type,
          source: joined(cell.source),
          tags,
          lecture: rowsOf(lecture),
          ...secondsOf(browserSeconds),
          outputs,
        },
      ];
    }),
  };
}

const rowsOf = (lecture: unknown): readonly number[] =>
  Array.isArray(lecture) ? lecture.filter((row) => Number.isInteger(row)) : [];

const secondsOf = (browserSeconds: unknown): { browserSeconds?: number } =>
  typeof browserSeconds === "number" ? { browserSeconds } : {};

function shown(output: Output): readonly Shown[] {
  switch (output.output_type) {
    case "stream":
      return [{ type: "stream", name: String(output.name), text: settled(textOf(output.text)) }];
    case "error":
      return [{ type: "error", text: settled(lines(output.traceback) || `${output.ename}: ${output.evalue}`) }];
    case "display_data":
    case "execute_result":
      return [{ type: "display", data: recordOf(output.data), metadata: recordOf(output.metadata) }];
    default:
      return [];
  }
}

const lines = (value: unknown): string => (Array.isArray(value) ? value.map(textOf).join("\n") : "");

/** What a terminal would have been left showing: no colours, and of an overwritten line its last version. */
const settled = (text: string): string => stripVTControlCharacters(text).replace(/^.*\r(?!\n|$)/gm, "");
