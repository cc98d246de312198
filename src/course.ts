import { existsSync } from "node:fs";
import path from "node:path";
import { readHomework } from "./homework/homework";
import { release } from "./homework/release";
import { findNotebooks } from "./runner/find-notebooks";
import { buildSite } from "./site/build";
import { lessonOf } from "./site/notebook";

const HOMEWORKS = path.join("notebooks", "homework");

/** Builds the site of the executed notebooks, and of the homeworks as they are handed out: without solutions and hidden checks. */
export async function buildCourse({ notebooks, out }: { notebooks: string; out: string }): Promise<void> {
  const files = existsSync(HOMEWORKS) ? findNotebooks([], HOMEWORKS) : [];
  const homeworks = files.map(readHomework).map(({ name, notebook }) => lessonOf(name, release(notebook)));
  await buildSite({ notebooks, homeworks, out });
}
