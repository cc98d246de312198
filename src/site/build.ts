import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { readApi } from "./api";
import { API_PAGE, renderApiPage } from "./api-page";
import { readIntroduction, writeAssets } from "./assets";
import { renderHome } from "./home";
import { readLesson } from "./notebook";
import { renderChapter, renderNotebookPage } from "./notebook-page";
import { GENERATOR } from "./page";
import { createRenderer } from "./renderer";
import { replaceFolder } from "./replace-folder";

const LIBRARY = path.join(__dirname, "..", "..", "src", "index.ts");

/**
 * Writes the site of the executed notebooks of a folder, and of the library's public names.
 * @throws an error of one line; the site that was there stays as it was
 */
export async function buildSite({ notebooks, out }: { notebooks: string; out: string }): Promise<void> {
  const files = await listNotebooks(notebooks);
  const lessons = files.map((file) => readLesson(path.join(notebooks, file)));
  const renderer = await createRenderer((name) => lessons.some((lesson) => lesson.name === name));
  const chapters = lessons.map((lesson) => renderChapter(lesson, renderer));
  const pages = [
    ["index.html", renderHome(await readIntroduction(), chapters, renderer)],
    [API_PAGE, renderApiPage(readApi(LIBRARY), renderer)],
    ...chapters.map(({ file }, i) => [file, renderNotebookPage(chapters, i)]),
  ];
  await replaceFolder(out, {
    mark: GENERATOR,
    async fill(folder) {
      await mkdir(path.join(folder, "pictures"));
      await writeAssets(path.join(folder, "assets"));
      for (const [file, content] of [...pages, ...renderer.pictures]) await writeFile(path.join(folder, file), content);
    },
  });
}

async function listNotebooks(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`the site needs a folder of executed notebooks, got ${folder} (${error.code})`);
  });
  const files = names.filter((name) => name.endsWith(".ipynb") && name !== "index.ipynb").sort();
  if (files.length === 0) throw new Error(`the site needs executed notebooks, got none in ${folder}`);
  return files;
}
