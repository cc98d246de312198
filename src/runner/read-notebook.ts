import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import Ajv from "ajv-draft-04";
import type { Notebook } from "./notebook";

const MAX_BYTES = 100e6;
const MAX_DEPTH = 200;
const SCHEMA = path.join(__dirname, "..", "..", "src", "runner", "nbformat", "v4.5.schema.json");

/** Reads a notebook. Throws one line, with the path and the reason, at a file that is none of format 4.5. */
export function readNotebook(file: string): Notebook {
  const fault = (reason: string) => new Error(`${file} is not a notebook: ${reason}`);
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile()) throw fault(stats ? "it is no file" : "there is no such file");
  const { size } = stats;
  if (size > MAX_BYTES) throw fault(`it has ${Math.round(size / 1e6)} MB, more than ${MAX_BYTES / 1e6}`);
  const text = readFileSync(file, "utf8");
  if (text.startsWith("\uFEFF")) throw fault("it begins with a byte order mark");
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw fault((error as Error).message.split("\n")[0]);
  }
  const reason = faultOf(content);
  if (reason) throw fault(reason);
  return content as Notebook;
}

function faultOf(content: unknown): string | undefined {
  if (typeof content !== "object" || content === null || Array.isArray(content)) return "it is no JSON object";
  const { nbformat, nbformat_minor: minor } = content as Partial<Notebook>;
  if (nbformat !== 4 || typeof minor !== "number" || minor < 5) {
    return `it needs format 4.5, got ${nbformat ?? "none"}${minor === undefined ? "" : `.${minor}`}`;
  }
  return faultOfStructure(content) ?? faultOfSchema(content) ?? faultOfIds(content as Notebook);
}

/** What would break a recursive walk, or slip past one: found without recursion. */
function faultOfStructure(content: object): string | undefined {
  const open: [value: object, depth: number][] = [[content, 1]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [value, depth] = next;
    if (depth > MAX_DEPTH) return `it is nested more than ${MAX_DEPTH} deep`;
    if (Object.hasOwn(value, "__proto__")) return 'it has a member named "__proto__"';
    for (const member of Object.values(value)) {
      if (typeof member === "object" && member !== null) open.push([member, depth + 1]);
    }
  }
  return undefined;
}

function faultOfSchema(content: object): string | undefined {
  const ajv = new Ajv({ strict: false, logger: false });
  ajv.addSchema(JSON.parse(readFileSync(SCHEMA, "utf8")), "notebook");
  if (ajv.validate("notebook", content)) return undefined;
  // The schema says only that a cell is none of three kinds; its own kind says why.
  const { cells } = content as { cells?: unknown };
  for (const [index, cell] of Array.isArray(cells) ? cells.entries() : []) {
    const kind = ajv.getSchema(`notebook#/definitions/${cell?.cell_type}_cell`);
    if (kind && !kind(cell)) return `cell ${index + 1}${ajv.errorsText(kind.errors?.slice(-1), { dataVar: "" })}`;
  }
  return ajv.errorsText(undefined, { dataVar: "it" });
}

function faultOfIds({ cells }: Notebook): string | undefined {
  const seen = new Set<string>();
  const twice = cells.find(({ id }) => seen.size === seen.add(id).size);
  return twice && `two cells have the id ${twice.id}`;
}
