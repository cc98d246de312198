import { availableParallelism } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { findNotebooks } from "./runner/find-notebooks";
import { formatNotebook } from "./runner/format-notebook";
import { save } from "./runner/save";
import { numberOf, UsageError, understood } from "./usage";

const SOURCES = path.join("notebooks", "homework");
const RELEASED = path.join("out", "homework");

/** `elbo homework …`: hands out, tries, grades and explains homeworks. → exit status */
export async function homework([command, ...args]: readonly string[]): Promise<number> {
  switch (command) {
    case "release":
      return releaseAll(args);
    case "validate":
      return validateOne(args);
    case "grade":
      return gradeAll(args);
    case "feedback":
      return feedbackAll(args);
    default:
      throw new UsageError(`elbo homework needs release, validate, grade or feedback, got ${command ?? "nothing"}`);
  }
}

async function releaseAll(args: string[]): Promise<number> {
  const options = { out: { type: "string", default: RELEASED } } as const;
  const { values, positionals } = understood(() => parseArgs({ args, allowPositionals: true, options }));
  const { readHomework } = await import("./homework/homework.js");
  const { release } = await import("./homework/release.js");
  for (const file of findNotebooks(positionals, SOURCES)) {
    const { name, notebook } = readHomework(file);
    const released = path.join(values.out, name, `${name}.ipynb`);
    save(released, formatNotebook(release(notebook)));
    console.log(`released ${released}`);
  }
  return 0;
}

async function validateOne(args: string[]): Promise<number> {
  const options = { timeout: { type: "string", default: "60" } } as const;
  const { values, positionals } = understood(() => parseArgs({ args, allowPositionals: true, options }));
  const file = one(positionals, "the file of a notebook");
  const { validate } = await import("./homework/validate.js");
  const verdicts = await validate(file, numberOf("--timeout", values.timeout, { atLeast: 0.001 }));
  for (const { id, kind, failure } of verdicts) {
    if (failure !== undefined) console.log(`✗ ${id}\n${failure.replace(/^/gm, "    ")}`);
    else if (kind === "check") console.log(`✓ ${id}`);
  }
  const checks = verdicts.filter(({ kind }) => kind === "check");
  const passed = checks.filter(({ failure }) => failure === undefined).length;
  console.log(`${passed} of ${checks.length} visible checks pass; the points are for answers to inputs drawn afresh`);
  return verdicts.every(({ failure }) => failure === undefined) ? 0 : 1;
}

async function gradeAll(args: string[]): Promise<number> {
  const options = {
    submitted: { type: "string" },
    out: { type: "string" },
    student: { type: "string", multiple: true },
    jobs: { type: "string", default: `${availableParallelism()}` },
    timeout: { type: "string", default: "60" },
    unsafe: { type: "boolean", default: false },
  } as const;
  const { values, positionals } = understood(() => parseArgs({ args, allowPositionals: true, options }));
  const [file] = findNotebooks([one(positionals, "the name of a homework")], SOURCES);
  const { readHomework } = await import("./homework/homework.js");
  const { grade } = await import("./homework/grade.js");
  process.env.ELBO_QUIET ??= "1";
  const source = readHomework(file);
  const faults = await grade(source, {
    submitted: folder("--submitted", values.submitted),
    out: path.join(folder("--out", values.out), source.name),
    students: values.student,
    jobs: numberOf("--jobs", values.jobs, { whole: true, atLeast: 1 }),
    cellSeconds: numberOf("--timeout", values.timeout, { atLeast: 0.001 }),
    unsafe: values.unsafe,
    onMarks({ student, earned, points, refused }, { isNew, left }) {
      const note = refused ? ` (${refused})` : isNew ? "" : " (as before)";
      console.log(`${student}  ${earned}/${points}${note}${left > 0 ? `  — ${left} left` : ""}`);
    },
  });
  for (const fault of faults) console.error(fault);
  return faults.length === 0 ? 0 : 1;
}

async function feedbackAll(args: string[]): Promise<number> {
  const options = { marks: { type: "string" }, out: { type: "string" } } as const;
  const { values, positionals } = understood(() => parseArgs({ args, allowPositionals: true, options }));
  const name = path.basename(one(positionals, "the name of a homework"), ".ipynb");
  const { writeFeedback } = await import("./homework/feedback.js");
  const out = folder("--out", values.out);
  const pages = writeFeedback(path.join(folder("--marks", values.marks), name), out);
  console.log(`wrote ${pages} ${pages === 1 ? "page" : "pages"} of feedback to ${out}`);
  return 0;
}

function one(positionals: readonly string[], what: string): string {
  if (positionals.length === 1) return positionals[0];
  throw new UsageError(`elbo homework needs ${what}, got ${positionals.join(" ") || "nothing"}`);
}

function folder(option: string, value: string | undefined): string {
  if (value) return value;
  throw new UsageError(`${option} needs a folder, got nothing`);
}
