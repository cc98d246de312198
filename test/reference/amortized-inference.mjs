// The trained networks of notebook 07, by the recipe of its section 4: five seeds, amortised and per datapoint, after 1,000
// and after 2,500 steps.
//
// npm run build && node test/reference/amortized-inference.mjs datasets/weights/digits-2d.safetensors
//
// The notebook trains the first of them again, for 1,000 steps, and compares.

import { writeFileSync } from "node:fs";
import * as e from "../../dist/index.js";
import { toSafetensors } from "../../dist/tensors/safetensors.js";

const split = e.trainTestSplit(e.digits(), { numTest: 300, key: e.keyFromSeed(1) });
const train = e.binarizeByThreshold(split.train.images.slice(0, 600));

const start = (seed, kind) => {
  const [decoderKey, encoderKey, key] = e.splitKey(e.keyFromSeed(seed), 3);
  const decoder = e.mlp({ sizes: [2, 64, 64], key: decoderKey });
  const encoder = e.mlp({ sizes: [64, 64, 4], key: encoderKey });
  const model = e.deepLatent({ decoder, latentDim: 2, likelihood: (l) => e.independent(e.bernoulli(l)) });
  const posterior =
    kind === "amortized" ? e.amortized(encoder) : e.perDatapoint({ numData: train.length, latentDim: 2 });
  return { model, posterior, key };
};

/** 2,500 steps; `keep` is called after the 1,000th and the last. */
const learn = ({ model, posterior, key }, keep) =>
  e.fit({
    maximize: (batch, key) => e.elbo(model, posterior.given(batch), batch.x, { key, numSamples: 1 }),
    params: [model.params, posterior.params],
    batches: e.batches(train, { size: train.length, epochs: 2500, key }),
    optimizer: e.adam(0.005),
    key,
    every: 500,
    monitor: (step) => {
      if (step === 1000 || step === 2500) keep(step);
      return {};
    },
  });

const named = (name, params) =>
  Object.entries(params).map(([part, variable]) => [
    `${name} ${part}`,
    { shape: variable.shape, values: Float32Array.from(variable.dataSync()) },
  ]);

const tensors = [];
for (const kind of ["amortized", "per-datapoint"]) {
  for (let seed = 1; seed <= 5; seed++) {
    const run = start(seed, kind);
    await learn(run, (step) => tensors.push(...named(`${kind} ${seed} ${step} decoder`, run.model.params)));
    if (kind === "amortized") tensors.push(...named(`amortized ${seed} 2500 encoder`, run.posterior.params));
    console.log(kind, seed);
  }
}
writeFileSync(process.argv[2], toSafetensors({ tensors: Object.fromEntries(tensors), metadata: { format: "pt" } }));
