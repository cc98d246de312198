import os from "node:os";
import { afterAll, beforeAll, test } from "vitest";
import { floorOfStep, measurePeak } from "./floor";
import { drawGrowth, type GrowthRow } from "./growth";
import { type Measured, median, table, write } from "./table";
import { startWorkers, THREADS, type Worker } from "./workers";
import { GROWTH, type Spec, type VaeSpec, WORKLOADS } from "./workloads";

const ROUNDS = Number(process.env.ELBO_BENCH_RUNS || 7);
const SECONDS = Number(process.env.ELBO_BENCH_SECONDS || 0.4);
/** What takes long is measured in fewer rounds, but at least in three. */
const LONGEST_MS = 40_000;

let workers: readonly Worker[];
beforeAll(async () => {
  workers = await startWorkers();
}, 1_800_000);
afterAll(() => {
  for (const worker of workers) worker.stop();
});

test("our library beside PyTorch, JAX and TensorFlow", async () => {
  const load = os.loadavg()[0];
  const names = workers.map(({ name }) => name);
  const measured: Measured[] = [];
  for (const [title, spec] of WORKLOADS) {
    checkSame(spec, await warmUp(workers, spec));
    measured.push({ title, rounds: await interleaved(workers, spec, { rounds: ROUNDS, seconds: SECONDS }) });
    console.log(table(measured.slice(-1), names));
  }
  const peak = await measurePeak(workers[1], SECONDS);
  const floor = floorOfStep(WORKLOADS[0][1] as VaeSpec, peak);
  const report = [
    `Medians of up to ${ROUNDS} interleaved rounds, Node ${process.versions.node}, ${THREADS} threads each, on a machine of ${os.cpus().length} cores (${os.cpus()[0].model.trim()}) whose load was ${load.toFixed(1)} before. The ratios are medians too, of ours to theirs in the same round: below 1, ours is faster.`,
    table(measured, names),
    `The floor of (a), its matrix products at the ${(peak.flops / 1e9).toFixed(0)} GFLOP/s and a pass of Adam at the ${(peak.bandwidth / 1e9).toFixed(0)} GB/s that PyTorch reached in the same run, is ${(1000 * floor).toFixed(1)} ms: ours is at ${Math.round((100 * floor) / median(measured[0].rounds.map(([own]) => own)))} % of it.`,
  ].join("\n\n");
  console.log(report);
  if (process.env.ELBO_BENCH_WRITE === "1") write(report);
});

test("how the cost grows", async () => {
  const rows = await measureGrowth(workers.slice(0, 3));
  console.log(rows);
  if (process.env.ELBO_BENCH_WRITE === "1") drawGrowth(rows);
});

/** Has every worker prepare a workload. → the value that each computes */
async function warmUp(workers: readonly Worker[], spec: Spec): Promise<readonly number[]> {
  const values: number[] = [];
  for (const worker of workers) values.push((await worker.ask({ ...spec, seconds: 0.01 })).value);
  return values;
}

/** @throws where the values differ by more than rounding or, where they come of draws, than noise. */
function checkSame(spec: Spec, values: readonly number[]): void {
  const { kind, name } = spec;
  const tolerance = kind === "quadrature" || kind === "em" || "grid" in spec ? 1e-5 : 1e-2;
  if (!values.every((value) => Math.abs(value - values[0]) <= tolerance * Math.abs(values[0]))) {
    throw new Error(`${name} needs one value from all, got ${values.join(", ")}`);
  }
}

/** The seconds a step of each worker, round by round, every round beginning with another of them. */
async function interleaved(
  workers: readonly Worker[],
  spec: Spec,
  { rounds, seconds }: { readonly rounds: number; readonly seconds: number },
): Promise<readonly (readonly number[])[]> {
  const start = Date.now();
  const measured: number[][] = [];
  while (measured.length < rounds && (measured.length < 3 || Date.now() - start < LONGEST_MS)) {
    const round: number[] = [];
    for (const i of workers.keys()) {
      const w = (i + measured.length) % workers.length;
      round[w] = (await workers[w].ask({ ...spec, seconds })).seconds;
    }
    measured.push(round);
  }
  return measured;
}

/** The best of three rounds: what is drawn is a shape, which one disturbed point would bend. */
async function measureGrowth(workers: readonly Worker[]): Promise<readonly GrowthRow[]> {
  const rows: GrowthRow[] = [];
  for (const [panel, points] of GROWTH) {
    for (const { size, spec } of points) {
      await warmUp(workers, spec);
      const rounds = await interleaved(workers, spec, { rounds: 3, seconds: SECONDS / 2 });
      for (const [w, { name }] of workers.entries()) {
        rows.push({ panel, size, series: name, ms: 1000 * Math.min(...rounds.map((round) => round[w])) });
      }
    }
  }
  return rows;
}
