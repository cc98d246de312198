import path from "node:path";
import { save } from "../runner/save";
import { allMarks, type Marks } from "./marks";

/**
 * Writes `marks.csv` and `marks.json` of all marks that are there. Processes may do so at once: who writes last has
 * looked again after it, and so leaves no mark out.
 */
export function writeSummary(out: string): void {
  for (let written: string | undefined; ; ) {
    const marks = allMarks(out);
    const text = JSON.stringify(marks);
    if (text === written) return;
    save(path.join(out, "marks.csv"), csvOf(marks));
    save(path.join(out, "marks.json"), `${JSON.stringify(marks.map(brief), undefined, 1)}\n`);
    written = text;
  }
}

function brief({ student, homework, earned, points, exercises, refused, sandbox }: Marks): object {
  return {
    student,
    homework,
    earned,
    points,
    exercises: Object.fromEntries(exercises.map(({ id, earned }) => [id, earned])),
    refused,
    sandbox,
  };
}

/** A row a student: the points of each exercise, their sum, the full marks, and how the submission was run. */
export function csvOf(marks: readonly Marks[]): string {
  const ids = [...new Set(marks.flatMap(({ exercises }) => exercises.map(({ id }) => id)))];
  const rows = marks.map(({ student, exercises, earned, points, sandbox }) => {
    const byId = new Map(exercises.map((exercise) => [exercise.id, exercise.earned]));
    return [student, ...ids.map((id) => byId.get(id) ?? 0), earned, points, sandbox];
  });
  return [["student", ...ids, "earned", "points", "sandbox"], ...rows].map(line).join("");
}

function line(fields: readonly (string | number)[]): string {
  return `${fields.map((field) => (/[",\r\n]/.test(`${field}`) ? `"${`${field}`.replaceAll('"', '""')}"` : field)).join(",")}\n`;
}
