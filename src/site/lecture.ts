import { readFile } from "node:fs/promises";
import path from "node:path";

const FILE = path.join(__dirname, "..", "..", "docs", "lecture.md");

/** A part of the lecture, with its rows. */
export interface Part {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** Something that the lecture shows, says or is asked. */
export interface Row {
  readonly number: number;
  /** Whether the lecturer drew it himself. */
  readonly isDrawn: boolean;
  readonly isAsked: boolean;
  /** In Markdown. */
  readonly text: string;
}

/** The lecture, row by row, as `docs/lecture.md` has it. */
export async function readLecture(): Promise<readonly Part[]> {
  const [, ...parts] = (await readFile(FILE, "utf8")).split(/^## /m);
  return parts.map((part) => ({
    title: part.slice(0, part.indexOf("\n")),
    rows: [...part.matchAll(/^\| (\d+) \| (\w*) ?\| (.*) \|$/gm)].map(([, number, mark, text]) => ({
      number: Number(number),
      isDrawn: mark === "drawn",
      isAsked: mark === "asked",
      text,
    })),
  }));
}
