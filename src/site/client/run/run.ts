import { askFirst, withdraw } from "./ask-first";
import { createBar } from "./bar";
import { codeOf } from "./editor";
import { restoreOutputs, takeOutputs } from "./outputs";
import { TOO_LONG } from "./patience";
import { type Session, startSession } from "./session";

// The cells of the page, and how far they have been run.
const cells = [...document.querySelectorAll<HTMLElement>(".cell")];
/** The code with which a cell ran, to its end or to an error. */
const ran = new Map<HTMLElement, string>();
const queue: HTMLElement[] = [];
let session: Promise<Session> | undefined;
let count = 0;
let done = 0;
/** Changes when all is stopped, so that what was under way notices. */
let era = 0;

const bar = createBar({ stop, reset });
document.addEventListener("elbo-edit", ({ target }) => {
  const cell = (target as HTMLElement).closest<HTMLElement>(".cell");
  if (cell) say(cell, ran.has(cell) ? "edited since it ran" : "edited");
});

/** Runs a cell, and before it all cells above that have not run as they stand. Asks first where that takes long. */
export function runCell(cell: HTMLElement, { isPatient = false } = {}): void {
  const upTo = cells.slice(0, cells.indexOf(cell) + 1);
  const due = upTo.filter(
    (each) => !queue.includes(each) && (each === cell || ran.get(each) !== codeOf(each).textContent),
  );
  const seconds = due.reduce((sum, each) => sum + Number(each.dataset.seconds ?? 0), 0);
  withdraw(cell);
  if (seconds >= TOO_LONG && !isPatient) {
    askFirst(cell, { seconds, above: due.length - 1, run: () => runCell(cell, { isPatient: true }) });
    return;
  }
  for (const each of due) say(each, "waits");
  queue.push(...due);
  if (queue.length === due.length) void work();
}

async function work(): Promise<void> {
  const began = era;
  done = 0;
  bar.busy(true);
  if (!session) bar.say("Loading the library …");
  try {
    session ??= startSession();
    const started = await session;
    while (queue.length > 0 && era === began) {
      bar.say(`Running ${done + 1} of ${done + queue.length} …`);
      const failed = await runNext(started);
      if (era !== began) return;
      if (failed) {
        for (const each of queue.splice(0)) say(each, "");
        bar.say("An error ended the run. Run again goes on without that cell.", {
          words: "Go to it",
          href: `#${failed.id}`,
        });
        return;
      }
    }
    if (era !== began) return;
    bar.say(`${done === 1 ? "1 cell has" : `${done} cells have`} run. Types are not checked here.`);
  } catch (error) {
    stop();
    bar.say(`The library could not be loaded: ${error instanceof Error ? error.message : error}`);
  } finally {
    if (era === began) bar.busy(false);
  }
}

/** Runs the first cell that waits. → the cell, if it failed */
async function runNext(started: Session): Promise<HTMLElement | undefined> {
  const [cell] = queue;
  const code = codeOf(cell).textContent;
  const number = ++count;
  const outputs = takeOutputs(cell);
  say(cell, "runs");
  const end = await started.run({ count: number, code }, outputs.hear);
  outputs.end(end === "stopped");
  if (end === "stopped") return undefined;
  queue.shift();
  done += 1;
  ran.set(cell, code);
  say(cell, `[${number}]`);
  return end === "failed" ? cell : undefined;
}

function stop(): void {
  era += 1;
  session?.then((started) => started.stop()).catch(() => {}); // one that did not start needs no end
  session = undefined;
  if (queue.length > 0) say(queue[0], "stopped");
  for (const each of queue.splice(0).slice(1)) say(each, "");
  for (const each of ran.keys()) say(each, "ran before the stop");
  ran.clear();
  count = 0;
  bar.busy(false);
  bar.say("Stopped. What the cells had computed is gone; Run computes it again.");
}

function reset(): void {
  stop();
  for (const cell of cells) {
    codeOf(cell).dispatchEvent(new Event("elbo-reset"));
    restoreOutputs(cell);
    withdraw(cell);
    say(cell, "");
  }
  bar.hide();
}

function say(cell: HTMLElement, words: string): void {
  const state = cell.querySelector<HTMLElement>(".run-state");
  if (state) state.textContent = words || (state.dataset.first ?? "");
}
