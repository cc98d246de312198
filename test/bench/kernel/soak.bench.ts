import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Json } from "../../../src/kernel/wire";
import { openChannels } from "../../../src/runner/channels";
import { startProcess } from "../../../src/runner/kernel-process";
import { findKernelspec } from "../../../src/runner/kernelspec";
import { type Memory, memoryOf } from "./memory";

const RUNS = 300;
const MINUTES = Number(process.env.ELBO_SOAK_MINUTES || 10);
/** The part of either before the first measurement: the engine still takes what it will need. */
const WARM_UP = 1 / 10;
const READINGS = 10;
const LIMIT_MS = 60_000;
const NOTEBOOKS = path.join(__dirname, "..", "..", "..", "notebooks");

/** A kernel as a front end talks to it: each promise waits until it is idle again. */
interface Kernel {
  run(code: string, end?: "ok" | "error"): Promise<void>;
  interrupt(code: string): Promise<void>;
  ask(type: string, content: Json): Promise<Json>;
}

const SET_UP = `
import {
  batches, boundVsLogLikelihood, clear, elbo, fit, keyFromSeed, linearGaussian, live, normal, perDatapoint, progress, show, table, toNumbers,
} from "elbo";
const model = linearGaussian({ weights: [[1.5]], bias: [0.5], scale: 0.8 });
const posterior = perDatapoint({ numData: 8, latentDim: 1 });
const x = Array.from({ length: 8 }, (_, i) => [i / 4]);
const rows = [{ x: 0, bound: -3, logLikelihood: -2 }, { x: 1, bound: -2, logLikelihood: -1.5 }];
const words = { title: "A bound", description: "A bound below the truth", xTitle: "θ" };`;

const ONE =
  "const draws = normal(0, 1).sample(keyFromSeed(7), 1000);\nconst kept = toNumbers(draws).length;\ndraws.dispose(); kept";

/** What people write, good and bad, and what else a front end asks. */
const MIXED: readonly ((kernel: Kernel, round: number) => Promise<unknown>)[] = [
  ({ run }, round) => run(`${round} + 1`),
  ({ run }) => run(ONE),
  ({ run }) =>
    run("class Point { constructor(readonly x: number) {} }\nconst points = x.map(([v]) => new Point(v)); points"),
  ({ run }, round) => run(`const text${round % 10} = "x".repeat(10_000); text${round % 10}.length`),
  ({ run }) => run('for (let i = 0; i < 500; i++) console.log("line", i);'),
  ({ run }) => run('console.error("a complaint"); table([{ step: 1, elbo: -2.5 }, { step: 2, elbo: -2.25 }])'),
  ({ run }) => run("const bar = progress(50);\nfor (let i = 0; i < 50; i++) bar.tick();\nbar.done(); clear();"),
  ({ run }) => run("show(boundVsLogLikelihood(rows, words))"),
  ({ run }) =>
    run("const chart = live();\nfor (let i = 0; i < 20; i++) chart.update(boundVsLogLikelihood(rows, words));"),
  ({ run }) =>
    run(`const history = await fit({
  maximize: (batch, key) => elbo(model, posterior.given(batch), batch.x, { key, numSamples: 2 }),
  params: [posterior.params], batches: batches(x, { size: 4, epochs: 5, key: keyFromSeed(3) }), key: keyFromSeed(4),
});
history.length`),
  ({ run }) => run("new Float64Array(1_000_000).fill(1).reduce((sum, v) => sum + v)"),
  ({ run }) => run("await Promise.all([1, 2, 3].map((ms) => new Promise((done) => setTimeout(done, ms))))"),
  ({ run }) => run('setTimeout(() => console.log("late"), 1); import fs from "node:fs"; fs.readdirSync(".").length'),
  ({ run }) => run('import { nothing } from "elbo"; 1', "error"),
  ({ run }) => run("const n: string = 1;", "error"),
  ({ run }) => run("null!.nothing", "error"),
  ({ run }) => run('throw new RangeError("too far")', "error"),
  ({ run, interrupt }, round) => (round % 20 === 0 ? interrupt("while (true) {}") : run("undefined")),
  ({ ask }) => ask("complete_request", { code: "normal(0, 1).sam", cursor_pos: 16 }),
  ({ ask }) => ask("inspect_request", { code: "normal", cursor_pos: 3, detail_level: 0 }),
  ({ ask }) => ask("is_complete_request", { code: "const f = () => {" }),
];

test(`memory is flat over ${RUNS} runs of one cell`, async () => {
  await flat(async ({ run }, pointsUntil) => {
    for (let i = 0; i <= RUNS; i++) {
      await pointsUntil(i / RUNS);
      await run(ONE);
    }
  });
});

test(`memory is flat over ${MINUTES} minutes of mixed cells`, async () => {
  await flat(async (kernel, pointsUntil) => {
    const start = Date.now();
    for (let [round, done] = [0, 0]; done < 1; round++) {
      for (const cell of MIXED) await cell(kernel, round);
      done = (Date.now() - start) / (MINUTES * 60_000);
      await pointsUntil(Math.min(done, 1));
    }
  });
});

/** Runs cells in a kernel, and compares its memory at each quarter of the work with that after the warm-up. */
async function flat(
  work: (kernel: Kernel, pointsUntil: (done: number) => Promise<void>) => Promise<void>,
): Promise<void> {
  const spec = findKernelspec("elbo");
  const started = await startProcess(spec, NOTEBOOKS);
  const channels = openChannels(started.connection, () => {});
  const within = <T>(what: string, work: Promise<T>) =>
    Promise.race([
      work,
      started.ended.then((how) => Promise.reject(new Error(`the kernel ended ${how}, ${what}: ${started.log()}`))),
      delay(LIMIT_MS, undefined, { ref: false }).then(() => Promise.reject(new Error(`no answer to ${what}`))),
    ]);
  let cells = 0;
  const send = async (type: string, content: Json, meanwhile?: () => Promise<unknown>) => {
    cells++;
    const { replied, idle } = channels.send("shell", type, content);
    const [reply] = await within(JSON.stringify(content), Promise.all([replied, idle, meanwhile?.()]));
    return reply;
  };
  const run = async (code: string, end: string, meanwhile?: () => Promise<unknown>) => {
    const reply = await send("execute_request", { code, silent: false, store_history: true }, meanwhile);
    if (reply.status !== end) throw new Error(`${code}: ${JSON.stringify(reply)}`);
  };
  const kernel: Kernel = {
    run: (code, end = "ok") => run(code, end),
    ask: send,
    interrupt: (code) =>
      run(code, "error", async () => {
        await delay(200);
        if (spec.interrupt_mode !== "message") return started.signal("SIGINT");
        await channels.send("control", "interrupt_request", {}).replied;
      }),
  };

  const due = [WARM_UP, 1 / 4, 1 / 2, 3 / 4, 1];
  const points: Memory[] = [];
  const start = Date.now();
  try {
    await run(SET_UP, "ok");
    await work(kernel, async (done) => {
      if (done < due[points.length]) return;
      const point = await settled(started.pid);
      points.push(point);
      const [without, tensorflow] = [point.withoutTensorflow, point.tensorflow].map((megabytes) =>
        megabytes.toFixed(0),
      );
      const seconds = ((Date.now() - start) / 1000).toFixed(0);
      console.log(
        `${(100 * done).toFixed(0)} %, ${seconds} s, ${cells} requests: ${without} MB, and ${tensorflow} MB of libtensorflow`,
      );
    });
  } finally {
    channels.close();
    started.signal("SIGKILL");
    await started.ended;
  }
  const [first, ...later] = points.map(({ withoutTensorflow }) => withoutTensorflow);
  expect(later).toHaveLength(due.length - 1);
  expect(Math.max(...later) / first).toBeLessThan(1.1);
}

/** The least of some readings: the engine's compiler takes tens of megabytes for moments. */
async function settled(pid: number): Promise<Memory> {
  let least = memoryOf(pid);
  for (let reading = 1; reading < READINGS; reading++) {
    await delay(500);
    const next = memoryOf(pid);
    if (next.withoutTensorflow < least.withoutTensorflow) least = next;
  }
  return least;
}
