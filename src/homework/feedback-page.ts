import katex from "katex";
import type { AnswerReport, ExerciseMark, Marks } from "./marks";

const STYLE = `
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.5 system-ui, sans-serif; color: #1c1c1c; background: #fff }
h1, h2, h3 { line-height: 1.2 } h3 { margin-bottom: .3rem }
pre { padding: .7rem; overflow-x: auto; white-space: pre-wrap; background: #f4f4f2; border-left: 4px solid #bbb }
.full { border-color: #2a7a2a } .lost { border-color: #b3261e } .notice { padding: .7rem; background: #fff3cd }
@media (prefers-color-scheme: dark) {
  body { color: #e6e6e6; background: #16181b } pre { background: #22262b } .notice { color: #1c1c1c }
}`;

/** A page that tells a student the marks, each with its first counterexample, and shows what was written. It runs no script. */
export function feedbackPage(marks: Marks): string {
  const { student, homework, earned, points, exercises, answers, refused, sandbox } = marks;
  const title = escaped(`${homework}: ${earned} of ${points} points`);
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${title}</title><style>${STYLE}</style></head><body><main>`,
    `<h1>${title}</h1><p>${escaped(student)}</p>`,
    refused === undefined ? "" : `<p class="notice">Not graded: ${escaped(refused)}.</p>`,
    sandbox === "none" ? '<p class="notice">Graded without a sandbox.</p>' : "",
    "<h2>Points</h2>",
    ...exercises.map((mark, i) => exercise(mark, exercises[i - 1]?.title)),
    answers.length > 0 ? "<h2>What you wrote</h2>" : "",
    ...answers.map(answer),
    "</main></body></html>\n",
  ].join("\n");
}

/** Exercises with the same title stand under one heading. */
function exercise({ title, asks, points, earned, failure }: ExerciseMark, titleBefore: string | undefined): string {
  const isFull = earned === points;
  const heading = title === titleBefore ? "" : `<h3>${withMath(title)}</h3>`;
  const line = `<p>${isFull ? "✓" : "✗"} <b>${earned} of ${points}</b> ${withMath(asks)}</p>`;
  return heading + line + (failure === undefined ? "" : pre(failure, isFull ? "full" : "lost"));
}

function answer({ title, source, failure }: AnswerReport): string {
  const said = failure === undefined ? "" : `<p>When it ran:</p>${pre(failure, "lost")}`;
  // Neither right nor wrong: that it ran is not that it is right.
  return `<h3>${withMath(title)}</h3>${pre(source, "written")}${said}`;
}

/** Formulas between dollars as MathML, which needs neither script nor style. */
function withMath(text: string): string {
  const set = (tex: string) => katex.renderToString(tex, { output: "mathml", throwOnError: false });
  return text
    .split(/\$([^$]+)\$/)
    .map((part, i) => (i % 2 === 1 ? set(part) : escaped(part)))
    .join("");
}

function pre(text: string, kind: string): string {
  return `<pre class="${kind}">${escaped(text)}</pre>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return String(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
