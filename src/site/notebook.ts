import { readFile } from "node:fs/promises";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";

/** An executed notebook with everything in its place: sources and texts are strings, lists are there. */
export interface Notebook {
  /** File name, such as `01-latent-variable-marginals.ipynb`. */
  readonly file: string;
  readonly cells: readonly Cell[];
}

export interface Cell {
  readonly type: "markdown" | "code";
  readonly source: string;
  readonly tags: readonly string[];
  readonly outputs: readonly Output[];
}

export type Output =
  | { readonly type: "stream"; readonly name: string; readonly text: string }
  | { readonly type: "error"; readonly text: string }
  | { readonly type: "display"; readonly data: JsonRecord; readonly metadata: JsonRecord };

export type JsonRecord = Readonly<Record<string, unknown>>;

/**
 * Reads a notebook of format 4.
 * @throws an error of one line that names the file, if it is not one
 */
export async function readNotebook(file: string): Promise<Notebook> {
  const refuse = (got: string): Error => new Error(`${file} needs to be a notebook of format 4, got ${got}`);
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    throw error instanceof SyntaxError ? refuse("something that is not JSON") : error;
  }
  if (!isRecord(json)) throw refuse(json === null ? "null" : Array.isArray(json) ? "a list" : `a ${typeof json}`);
  if (json.nbformat !== 4) throw refuse(`format ${json.nbformat ?? "unsaid"}`);
  if (!Array.isArray(json.cells)) throw refuse("no list of cells");
  return {
    file: path.basename(file),
    cells: json.cells.flatMap((cell: unknown, i) => {
      if (!isRecord(cell) || !isText(cell.source)) throw refuse(`a cell ${i + 1} without a source`);
      return cell.cell_type === "markdown" || cell.cell_type === "code" ? [readCell(cell, cell.cell_type)] : [];
    }),
  };
}

function readCell(cell: JsonRecord, type: Cell["type"]): Cell {
  const metadata = recordOf(cell.metadata);
  return {
    type,
    source: textOf(cell.source),
    tags: Array.isArray(metadata.tags) ? metadata.tags.map(String) : [],
    outputs: Array.isArray(cell.outputs) ? cell.outputs.filter(isRecord).flatMap(readOutput) : [],
  };
}

function readOutput(output: JsonRecord): readonly Output[] {
  switch (output.output_type) {
    case "stream":
      return [{ type: "stream", name: textOf(output.name), text: settled(textOf(output.text)) }];
    case "error": {
      const traceback = Array.isArray(output.traceback) ? output.traceback.map(textOf).join("\n") : "";
      const message = `${textOf(output.ename)}: ${textOf(output.evalue)}`;
      return [{ type: "error", text: settled(traceback || message) }];
    }
    case "display_data":
    case "execute_result":
      return [{ type: "display", data: recordOf(output.data), metadata: recordOf(output.metadata) }];
    default:
      return [];
  }
}

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const recordOf = (value: unknown): JsonRecord => (isRecord(value) ? value : {});

const isText = (value: unknown): value is string | readonly string[] =>
  typeof value === "string" || (Array.isArray(value) && value.every((line) => typeof line === "string"));

/** The text of a notebook's string, which may come as a list of lines; empty if it is neither. */
export const textOf = (value: unknown): string => (isText(value) ? [value].flat().join("") : "");

/** What a terminal would have been left showing: no colours, and of an overwritten line its last version. */
const settled = (text: string): string => stripVTControlCharacters(text).replace(/^.*\r(?!\n|$)/gm, "");
