import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { elbo } from "../../src/bounds/elbo";
import { batches } from "../../src/data/batches";
import { checkpoint } from "../../src/fitting/checkpoint";
import { type FitOptions, fit } from "../../src/fitting/fit";
import { adam, type Optimizer, sgd } from "../../src/fitting/optimizers";
import { cosineDecay } from "../../src/fitting/schedules";
import { linearGaussian } from "../../src/models/linear-gaussian";
import { perDatapoint } from "../../src/posteriors/per-datapoint";
import type { Batch } from "../../src/tensors/batch";
import { toNumbers } from "../../src/tensors/numbers";
import { keyFromSeed, normalNumbers } from "../../src/tensors/random";

const key = keyFromSeed(5);
const model = linearGaussian({ weights: [[1.5]], bias: [0.5], scale: 0.8 });
const x = [...normalNumbers(key, 20)].map((e) => [e]);

describe("a checkpoint", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "checkpoint-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string) => path.join(folder, `${name}.safetensors`);

  async function fitted(options: Partial<FitOptions<Batch>> = {}, numData = 20) {
    const posterior = perDatapoint({ numData, latentDim: 1 });
    const history = await fit({
      maximize: (batch, k) => elbo(model, posterior.given(batch), batch.x, { key: k, numSamples: 2 }),
      params: [posterior.params],
      batches: batches(x, { size: 5, epochs: 20, key }),
      key,
      optimizer: adam(cosineDecay(0.1, { steps: 80 })),
      every: 30,
      monitor: (step) => ({ odd: step % 60 === 0 ? Number.NaN : -Infinity }),
      ...options,
    });
    return { history, params: Object.values(posterior.params).map((v) => toNumbers(v.clone())) };
  }

  /** A signal that a fit sees at this step. */
  const stopAt = (last: number) => {
    let asked = 0;
    return {
      get aborted() {
        return ++asked === last;
      },
    } as AbortSignal;
  };

  test.each([[true], [false]])(
    "lets a fit that was stopped go on to exactly the same numbers, compiled: %s",
    async (compile) => {
      const whole = await fitted({ compile });
      for (const last of [1, 30, 41]) {
        const name = file(`${last}-${compile}`);
        const first = await fitted({ compile, checkpoint: checkpoint(name), signal: stopAt(last) });
        expect(first.history.at(-1)?.step).toBe(last);
        expect(await fitted({ compile, checkpoint: checkpoint(name) })).toEqual(whole);
        // and a fit that was done stays as it is
        expect(await fitted({ compile, checkpoint: checkpoint(name) })).toEqual(whole);
      }
    },
  );

  test("lets a fit that died go on from the last snapshot", async () => {
    const whole = await fitted();
    const die = (step: number) => {
      if (step === 60) throw new Error("a crash");
      return whole.history[0];
    };
    const options = { checkpoint: checkpoint(file("died"), { every: 25 }) };
    await expect(fitted({ ...options, monitor: die })).rejects.toThrow("a crash");
    expect((await fitted(options)).params).toEqual(whole.params);
  });

  test("is a safetensors file, with nothing beside it", async () => {
    await fitted({ checkpoint: checkpoint(file("format")) });
    const bytes = readFileSync(file("format"));
    const length = Number(bytes.readBigUInt64LE(0));
    const header = JSON.parse(bytes.subarray(8, 8 + length).toString());
    expect(header["params.0.loc"]).toEqual({ dtype: "F32", shape: [20, 1], data_offsets: [0, 80] });
    expect(Object.keys(header)).toContain("optimizer.0.mean");
    expect((8 + length) % 8).toBe(0);
    expect(bytes.length).toBe(8 + length + 6 * 80);
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  const others: readonly (readonly [string, Parameters<typeof fitted>])[] = [
    ["fit needs a checkpoint with key 0,6, got 0,5", [{ key: keyFromSeed(6) }]],
    ["fit needs a checkpoint with optimizer sgd, got adam", [{ optimizer: sgd(0.1) as Optimizer }]],
    ["got one that differs in params.0.loc [21,1]", [{}, 21]],
  ];
  test.each(others)("of another fit is refused: %s", async (message, [options, numData]) => {
    await fitted({ checkpoint: checkpoint(file("mine")) });
    await expect(fitted({ ...options, checkpoint: checkpoint(file("mine")) }, numData)).rejects.toThrow(message);
  });

  test("that is broken is refused, by name, and left as it is", async () => {
    await fitted({ checkpoint: checkpoint(file("whole")) });
    const bytes = readFileSync(file("whole"));
    const edited = (at: number, value: number) => Buffer.from(bytes).fill(value, at, at + 1);
    const broken = [
      bytes.subarray(0, 5),
      bytes.subarray(0, 100),
      bytes.subarray(0, -4),
      edited(3, 255),
      edited(8, 0),
      Buffer.concat([bytes, bytes]),
    ];
    for (const content of broken) {
      writeFileSync(file("broken"), content);
      await expect(fitted({ checkpoint: checkpoint(file("broken")) })).rejects.toThrow(
        `${file("broken")} needs to be a whole safetensors file, got`,
      );
      expect(readFileSync(file("broken"))).toEqual(content);
    }
  });

  test("is written beside what a killed fit left in mid-write, which goes", async () => {
    const [dead, alive] = [4_194_304, process.ppid].map((pid) => path.join(folder, `.swept.safetensors.${pid}.tmp`));
    for (const name of [dead, alive]) writeFileSync(name, "half");
    await fitted({ checkpoint: checkpoint(file("swept")) });
    expect([existsSync(dead), existsSync(alive)]).toEqual([false, true]);
    rmSync(alive);
  });

  test("where none can be written says so, by name", async () => {
    const nowhere = path.join(folder, "no", "such", "folder");
    await expect(fitted({ checkpoint: checkpoint(nowhere) })).rejects.toThrow(
      `checkpoint cannot write ${nowhere}: ENOENT`,
    );
    expect(() => checkpoint("a", { every: 0 })).toThrow(
      "checkpoint needs a whole positive number of steps between snapshots, got 0",
    );
  });
});
