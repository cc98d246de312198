import { button } from "./buttons";
import { timeInWords } from "./patience";

interface Wait {
  readonly seconds: number;
  /** How many other cells have to run before. */
  readonly above: number;
  readonly run: () => void;
}

/** Says below a cell's code that it takes long, and that what stands there is the stored result. */
export function askFirst(cell: HTMLElement, { seconds, above, run }: Wait): void {
  const notice = document.createElement("p");
  notice.className = "run-notice";
  notice.role = "status";
  const what = above === 0 ? "This cell takes" : `This cell and the ${above} above it that have not run take`;
  notice.append(
    `${what} ${timeInWords(seconds)} in a browser. Below is the stored result. `,
    button("Run anyway", run),
  );
  cell.querySelector(".run-bar")?.after(notice);
}

export const withdraw = (cell: HTMLElement): void => cell.querySelector(".run-notice")?.remove();
