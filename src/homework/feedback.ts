import path from "node:path";
import { save } from "../runner/save";
import { feedbackPage } from "./feedback-page";
import { allMarks } from "./marks";

/** Writes a page of feedback a student. → how many. @throws one line, if there are no marks */
export function writeFeedback(marksFolder: string, out: string): number {
  const marks = allMarks(marksFolder);
  if (marks.length === 0) throw new Error(`no marks in ${marksFolder}: elbo homework grade writes them`);
  for (const one of marks) save(path.join(out, one.student, one.homework, `${one.homework}.html`), feedbackPage(one));
  return marks.length;
}
