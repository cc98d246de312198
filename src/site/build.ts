import { mkdir, readdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { formatNotebook } from "../runner/format-notebook";
import { readApi } from "./api";
import { apiPage } from "./api-page";
import { readIntroduction, writeAssets } from "./assets";
import { documentPages } from "./documents";
import { figuresOf } from "./figures";
import { DATA, figuresPage } from "./figures-page";
import { homePage } from "./home";
import { homeFigure } from "./home-figure";
import { homeworkPage } from "./homework-page";
import { readLecture } from "./lecture";
import { type Lesson, readLesson } from "./notebook";
import { NOTEBOOKS, notebookPage, renderChapter } from "./notebook-page";
import { type Frame, GENERATOR, renderPage } from "./page";
import { createRenderer } from "./renderer";
import { replaceFolder } from "./replace-folder";
import { sectionsOf } from "./sections";

const LIBRARY = path.join(__dirname, "..", "..", "src", "index.ts");

/** What a site is made of. */
export interface SiteParts {
  /** A folder of executed notebooks. */
  readonly notebooks: string;
  /** Homeworks as they are handed out. */
  readonly homeworks?: readonly Lesson[];
  readonly out: string;
}

/**
 * Writes the site of executed notebooks, of homeworks, and of the library's public names.
 * @throws an error of one line; the site that was there stays as it was
 */
export async function buildSite({ notebooks, homeworks = [], out }: SiteParts): Promise<void> {
  const files = await listNotebooks(notebooks);
  const lessons = files.map((file) => readLesson(path.join(notebooks, file)));
  const names = readApi(LIBRARY);
  const pages = new Set(["api", ...[...lessons, ...homeworks].map(({ name }) => name)]);
  const renderer = await createRenderer((name) => pages.has(name));
  const chapters = lessons.map((lesson) => renderChapter(lesson, renderer));
  const tasks = homeworks.map((lesson) => renderChapter(lesson, renderer));
  const frames: readonly Frame[] = [
    homePage(await readIntroduction(), { chapters, figure: homeFigure(lessons, renderer) }, renderer),
    ...chapters.map((_, i) => notebookPage("Notebook", chapters, i)),
    ...homeworkPage(tasks),
    ...tasks.map((_, i) => notebookPage("Homework", tasks, i)),
    ...figuresPage({ lecture: await readLecture(), lessons, chapters }, renderer),
    ...(await documentPages(names, renderer)),
    apiPage(names, renderer),
  ];
  const data = lessons
    .flatMap(figuresOf)
    .flatMap(({ name, csv }) => (csv ? [[`${DATA}/${name}.csv`, csv] as const] : []));
  const copies = [...lessons, ...homeworks].map(
    ({ name, notebook }) => [`${NOTEBOOKS}/${name}.ipynb`, formatNotebook(notebook)] as const,
  );
  const written = frames.map((frame) => [frame.file, renderPage(frame, frames)] as const);
  await replaceFolder(out, {
    mark: GENERATOR,
    async fill(folder) {
      for (const name of ["pictures", DATA, NOTEBOOKS]) await mkdir(path.join(folder, name));
      await writeAssets(path.join(folder, "assets"));
      await writeFile(path.join(folder, "assets", "search-index.js"), searchIndex(frames));
      for (const [file, content] of [...written, ...data, ...copies, ...renderer.pictures])
        await writeFile(path.join(folder, file), content);
    },
  });
}

/** What the search looks through, as a script, for a page may ask for nothing else. */
const searchIndex = (frames: readonly Frame[]): string =>
  `globalThis.elboSections = ${JSON.stringify(frames.flatMap(sectionsOf))};\n`;

async function listNotebooks(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`the site needs a folder of executed notebooks, got ${folder} (${error.code})`);
  });
  const files = names.filter((name) => name.endsWith(".ipynb") && name !== "index.ipynb").sort();
  if (files.length === 0) throw new Error(`the site needs executed notebooks, got none in ${folder}`);
  return files;
}
