import { anchorOf } from "./cells";
import { checksOf, type Figure, figuresOf } from "./figures";
import { type Html, html } from "./html";
import type { Part, Row } from "./lecture";
import type { Heading } from "./markdown";
import type { Lesson } from "./notebook";
import type { Chapter } from "./notebook-page";
import { renderOutputs } from "./outputs";
import type { Frame } from "./page";
import type { Renderer } from "./renderer";
import { textOf } from "./shown";
import { withSubscripts } from "./subscripts";

const INTRODUCTION = `# The lecture's figures, computed

What Stanford CS236 (2023), lecture 6, draws, says or is asked, and the chart that a notebook makes of it, with its numbers. Each chart is live; what it is drawn from can be taken along. Rows have their numbers from the list of all that the lecture says, docs/lecture.md in the repository; those without a chart are left out.
`;

/** What the gallery shows: the lecture, and the executed notebooks with their pages. */
export interface Gallery {
  readonly lecture: readonly Part[];
  readonly lessons: readonly Lesson[];
  readonly chapters: readonly Chapter[];
}

/** Folder of the figures' data. */
export const DATA = "figures";

/** The gallery: the figures that show rows of the lecture, row by row; none where there are none. */
export function figuresPage({ lecture, lessons, chapters }: Gallery, renderer: Renderer): readonly Frame[] {
  const figures = lessons.flatMap(figuresOf);
  if (figures.length === 0) return [];
  const headings: Heading[] = [];
  const markdown = (source: string): Html => renderer.markdown(source, { headings });
  const main = html`<article class="gallery">
${markdown(INTRODUCTION)}${lecture.map(renderPart)}</article>
`;
  const [title] = headings;
  return [
    {
      file: "figures.html",
      place: "Figures",
      title: "Figures · elbo",
      description: title.text,
      contents: headings.filter(({ level }) => level === 2),
      main,
    },
  ];

  function renderPart({ title, rows }: Part): Html {
    const shown = rows.map((row) => ({ row, own: figures.filter((figure) => homeOf(figure) === row.number) }));
    const filled = shown.filter(({ own }) => own.length > 0);
    return filled.length > 0 ? html`${markdown(`## ${title}`)}${filled.map(renderRow)}` : html``;
  }

  function renderRow({ row, own }: { row: Row; own: readonly Figure[] }): Html {
    const from = lessons.filter(({ name }) => own.some(({ lesson }) => lesson === name));
    return html`<section class="row">
<h3 id="row-${row.number}"><a class="header-anchor" href="#row-${row.number}">Row ${row.number}</a>${kindOf(row)}</h3>
${withSubscripts(markdown(row.text))}${from.map((lesson) => renderLesson(lesson, own))}</section>
`;
  }

  /** What one notebook has to show for a row. */
  function renderLesson(lesson: Lesson, ofRow: readonly Figure[]): Html {
    const own = ofRow.filter((figure) => figure.lesson === lesson.name);
    const checks = checksOf(
      lesson,
      own.flatMap(({ rows }) => rows),
    );
    const numbers = renderOutputs(checks, renderer, { headings: [] });
    return html`${own.map(renderFigure)}${checks.length > 0 ? folded(checks.length, numbers) : ""}`;
  }

  function renderFigure({ name, lesson, cell, output, csv, rows }: Figure): Html {
    const chapter = chapters.find(({ file }) => file === `${lesson}.html`);
    const others = rows.filter((row) => row !== homeOf({ rows }));
    const still = output.type === "display" ? textOf(output.data["image/png"]) : "";
    return html`${renderOutputs([output], renderer, { headings: [] })}<p class="ways">
<a href="${lesson}.html#${anchorOf(cell)}">In its notebook: ${chapter?.title.label}</a>
<span>Take along <button class="svg" type="button" data-name="${name}.svg" hidden>SVG</button>
${still ? html`<a href="${renderer.picture(still)}" download="${name}.png">PNG</a>\n` : ""}${csv ? html`<a href="${DATA}/${name}.csv" download>CSV</a>` : ""}</span>
${others.length > 0 ? html`<span>Also row ${others.join(", ")}</span>\n` : ""}</p>
`;
  }

  /** The row below which a figure stands: of its rows the one that the lecturer drew, else the first. */
  function homeOf({ rows }: Pick<Figure, "rows">): number {
    const drawn = lecture.flatMap((part) => part.rows).filter(({ isDrawn }) => isDrawn);
    return rows.find((row) => drawn.some(({ number }) => number === row)) ?? rows[0];
  }
}

const kindOf = ({ isDrawn, isAsked }: Row): Html | undefined => {
  if (!isDrawn && !isAsked) return undefined;
  return html` <small>${isDrawn ? "drawn in the lecture" : "a student's question"}</small>`;
};

const FEW = 3;

const folded = (count: number, numbers: Html): Html => html`<details class="numbers"${count <= FEW ? html` open` : ""}>
<summary>${count === 1 ? "The number" : `The ${count} numbers`} that its notebook checks</summary>
${numbers}</details>
`;
