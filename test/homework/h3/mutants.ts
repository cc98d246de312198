import type { Mutant, Rewrite } from "../mutants";

const MEAN = "const mean = (v: readonly number[]) => v.reduce((a, b) => a + b, 0) / v.length;";
const LOG_SUM = `const logSum = (v: readonly number[]) => {
  const m = Math.max(...v);
  return m + Math.log(v.reduce((a, l) => a + Math.exp(l - m), 0));
};`;
const HALF_LOG_2PI = "0.5 * Math.log(2 * Math.PI)";
/** Log densities of the components, with what a mistake would change. */
const terms = ({
  weight = "Math.log(w) +",
  log = "Math.log(sds[c])",
  square = "((z - means[c]) / sds[c]) ** 2",
  constant = HALF_LOG_2PI,
}) => `${LOG_SUM} const terms = weights.map((w, c) => ${weight} 0 * w - ${constant} - ${log} - 0.5 * ${square});`;
const WEIGHTS = `const N = (v: number, m: number, sd: number) => -${HALF_LOG_2PI} - Math.log(sd) - 0.5 * ((v - m) / sd) ** 2;
const zs = noise.map((e) => q.mean + q.sd * e);`;
const ROWS = `${MEAN} const rows = tape.map((noise) => logMeanWeight(logWeights(x, line, q, noise)));
const M = rows.length;
const squares = rows.reduce((a, r) => a + (r - mean(rows)) ** 2, 0);`;
const LOGS = `const logs = logJoint.map((row, b) => row.map((l, k) => l - logQ[b][k]));
const softmax = (row: readonly number[]) => {
  const e = row.map((l) => Math.exp(l - Math.max(...row)));
  return e.map((v) => v / e.reduce((a, b) => a + b, 0));
};
const same = (table: readonly (readonly number[])[]) =>
  table.every((row, b) => row.every((v, k) => Math.abs(v - weights[b][k]) < 1e-9));
const over = (rows: readonly (readonly number[])[]) => rows[0].map((_, k) => rows.map((row) => row[k]));`;
const forward = ({ act = "Math.tanh(v)", last = "v", bias = "b" }) => `let h = [...z];
layers.forEach((layer, l) => {
  h = layer.bias.map((b, j) => {
    const v = h.reduce((sum, u, i) => sum + u * layer.weight[i][j], ${bias});
    return l === layers.length - 1 ? ${last} : ${act};
  });
});
return h;`;
const grid = ({
  area = "Math.log(0.01)",
  constant = "Math.log(2 * Math.PI)",
  lit = "x[j] * t",
  softplus = "Math.max(t, 0) + Math.log1p(Math.exp(-Math.abs(t)))",
}) => `
const softplus = (t: number) => ${softplus};
const places: { logits: number[]; rest: number }[] = [];
for (let i = 0; i <= 100; i++) {
  for (let k = 0; k <= 100; k++) {
    const z = [-5 + 0.1 * i, -5 + 0.1 * k];
    const logits = logitsAt(z, layers);
    places.push({ logits, rest: -0.5 * (z[0] ** 2 + z[1] ** 2) - logits.reduce((sum, t) => sum + softplus(t), 0) });
  }
}
return images.map((x) => {
  const all = places.map(({ logits, rest }) => logits.reduce((sum, t, j) => sum + ${lit}, rest));
  let m = all[0];
  for (const v of all) if (v > m) m = v;
  return m + Math.log(all.reduce((sum, v) => sum + Math.exp(v - m), 0)) + ${area} - ${constant};
});`;
/** Training that goes wrong, or right. */
const trained = ({
  maximize = "elbo(model, posterior.given(batch), batch.x, { key: k, numSamples: 1 })",
  params = "[model.params, posterior.params]",
  epochs = 60,
  hidden = 64,
  rate = 0.01,
}) => `
const keys = splitKey(key, 4);
const decoder = mlp({ sizes: [2, ${hidden}, 64], key: keys[0] });
const model = deepLatent({ decoder, latentDim: 2, likelihood: (t) => independent(bernoulli(t)) });
const posterior = amortized(mlp({ sizes: [64, ${hidden}, 4], key: keys[1] }));
await fit({
  maximize: (batch, k) => ${maximize},
  params: ${params}, optimizer: adam(${rate}), key: keys[2],
  batches: batches(images, { size: 50, epochs: ${epochs}, key: keys[3] }),
});
return [0, 1].map((l) => {
  const bias = toNumbers(decoder.params[\`bias\${l}\`].clone());
  const flat = toNumbers(decoder.params[\`weight\${l}\`].clone());
  const weight: number[][] = [];
  for (let i = 0; i < flat.length; i += bias.length) weight.push(flat.slice(i, i + bias.length));
  return { weight, bias };
});`;
const FLAT = `const lit = images[0].map((_, j) => (1 + images.reduce((sum, x) => sum + x[j], 0)) / (2 + images.length));
const bias = lit.map((p) => Math.log(p / (1 - p)));`;
/** EM over the prior, with what a mistake would change. */
const em = ({
  rounds = 400,
  weights = "r.reduce((a, b) => a + b, 0) / xs.length",
  means = ["Math.min(...xs) / w", "Math.max(...xs) / w"],
  sd = "Math.sqrt(variance)",
}) => `
let prior: Mixture = { weights: [0.5, 0.5], means: [${means}], sds: [0.5, 0.5] };
for (let t = 0; t < ${rounds}; t++) {
  const total = xs.map((x) => logMarginalOf(x, prior, { w, s }));
  const next = { weights: [0, 0], means: [0, 0], sds: [1, 1] };
  for (const c of [0, 1]) {
    const v = prior.sds[c] ** 2;
    const alone = { weights: [prior.weights[c]], means: [prior.means[c]], sds: [prior.sds[c]] };
    const r = xs.map((x, i) => Math.exp(logMarginalOf(x, alone, { w, s }) - total[i]));
    const sum = r.reduce((a, b) => a + b, 0);
    const zs = xs.map((x) => (prior.means[c] * s * s + w * v * x) / (s * s + w * w * v));
    const mean = r.reduce((a, p, i) => a + p * zs[i], 0) / sum;
    const own = (v * s * s) / (s * s + w * w * v);
    const variance = own + r.reduce((a, p, i) => a + p * (zs[i] - mean) ** 2, 0) / sum;
    next.weights[c] = ${weights};
    next.means[c] = mean;
    next.sds[c] = ${sd};
  }
  prior = next;
}
return prior;`;
/** Wrong solutions of homework 3: each loses the points of one cell, and its hint says why. */
export const wrong: readonly Mutant[] = [
  // log of a mixture
  {
    cell: "a1-answer",
    body: `${terms({})} return Math.exp(logSum(terms));`,
    loses: "a1-near",
    says: "the logarithm is wanted",
  },
  {
    cell: "a1-answer",
    body: `${terms({ weight: "" })} void logSum; return weights.reduce((a, w, c) => a + w * terms[c], 0);`,
    loses: "a1-near",
    says: "by Jensen",
  },
  {
    cell: "a1-answer",
    body: `${terms({})} void logSum; return Math.max(...terms);`,
    loses: "a1-near",
    says: "largest term alone",
  },
  {
    cell: "a1-answer",
    body: `${terms({ weight: "" })} return logSum(terms);`,
    loses: "a1-near",
    says: "weights are missing",
  },
  {
    cell: "a1-answer",
    body: `${terms({ log: "2 * Math.log(sds[c])" })} return logSum(terms);`,
    loses: "a1-near",
    says: "standard deviation once",
  },
  {
    cell: "a1-answer",
    body: `${terms({ constant: "0" })} return logSum(terms);`,
    loses: "a1-near",
    says: "ln 2π is missing",
  },
  {
    cell: "a1-answer",
    body: `${terms({ log: "0.5 * Math.log(sds[c])", square: "(z - means[c]) ** 2 / sds[c]" })} return logSum(terms);`,
    loses: "a1-near",
    says: "not variances",
  },
  {
    cell: "a1-answer",
    body: `${terms({})} void logSum; return Math.log(terms.reduce((a, t) => a + Math.exp(t), 0));`,
    loses: "a1-far",
    says: "−∞ is the log of 0",
  },
  // the importance-weighted estimate
  { cell: "a2-answer", body: `${LOG_SUM} return logSum(logWeights);`, loses: "a2-plain", says: "divide by K" },
  { cell: "a2-answer", body: `${MEAN} return mean(logWeights);`, loses: "a2-plain", says: "the ordinary bound" },
  { cell: "a2-answer", body: "return Math.max(...logWeights);", loses: "a2-plain", says: "all weights count" },
  {
    cell: "a2-answer",
    body: `${LOG_SUM} return logSum(logWeights) / logWeights.length;`,
    loses: "a2-plain",
    says: "divide inside",
  },
  {
    cell: "a2-answer",
    body: `${MEAN} return Math.log(mean(logWeights.map(Math.exp)));`,
    loses: "a2-small",
    says: "−∞ is the log of 0",
  },
  // the log weights
  {
    cell: "a3-answer",
    body: `${WEIGHTS} return zs.map((z) => N(x, w * z, s) - N(z, q.mean, q.sd));`,
    loses: "a3-score",
    says: "log p(z) is missing",
  },
  {
    cell: "a3-answer",
    body: `${WEIGHTS} return zs.map((z) => N(z, 0, 1) + N(x, w * z, s));`,
    loses: "a3-score",
    says: "divided by q(z)",
  },
  {
    cell: "a3-answer",
    body: `${WEIGHTS} return zs.map((z) => N(z, 0, 1) + N(x, w * z, s) + N(z, q.mean, q.sd));`,
    loses: "a3-score",
    says: "not multiplied",
  },
  {
    cell: "a3-answer",
    body: `${WEIGHTS} return zs.map((z) => N(x, w * z, s));`,
    loses: "a3-score",
    says: "draws from the prior",
  },
  {
    cell: "a3-answer",
    body: `${WEIGHTS} return zs.map((z, k) => N(z, 0, 1) + N(x, w * z, s) - N(noise[k], 0, 1));`,
    loses: "a3-score",
    says: "that of z is divided by v",
  },
  {
    cell: "a3-answer",
    body: `${WEIGHTS} void zs; const v = q.sd ** 2;
      return noise.map((e) => {
        const z = q.mean + v * e;
        return N(z, 0, 1) + N(x, w * z, s) - N(z, q.mean, v);
      });`,
    loses: "a3-score",
    says: "sd is a standard deviation",
  },
  // a bound from a tape
  {
    cell: "b1-answer",
    body: `${ROWS} return { bound: mean(rows), standardError: Math.sqrt(squares / (M - 1)) };`,
    loses: "b1-score",
    says: "divide by √M",
  },
  {
    cell: "b1-answer",
    body: `${ROWS} return { bound: mean(rows), standardError: Math.sqrt(squares / M) };`,
    loses: "b1-score",
    says: "divide by √M",
  },
  {
    cell: "b1-answer",
    body: `${ROWS} return { bound: mean(rows), standardError: Math.sqrt(squares) / M };`,
    loses: "b1-score",
    says: "M − 1",
  },
  {
    cell: "b1-answer",
    body: `${ROWS} const bound = mean(tape.map((noise) => mean(logWeights(x, line, q, noise))));
      return { bound, standardError: Math.sqrt(squares / (M - 1) / M) };`,
    loses: "b1-score",
    says: "inside the logarithm",
  },
  {
    cell: "b1-answer",
    body: `${ROWS} return { bound: logMeanWeight(logWeights(x, line, q, tape.flat())), standardError: Math.sqrt(squares / (M - 1) / M) };`,
    loses: "b1-score",
    says: "do not pool",
  },
  // the effective sample size
  ...[
    ["w.reduce((a, b) => a + b * b, 0) / w.reduce((a, b) => a + b, 0) ** 2", "upside down"],
    ["w.reduce((a, b) => a + b, 0) ** 2 / w.reduce((a, b) => a + b * b, 0) / w.length", "its share of K"],
    ["w.reduce((a, b) => a + Math.sqrt(b), 0) ** 2 / w.reduce((a, b) => a + b, 0)", "square the weights"],
    ["w.reduce((a, b) => a + b, 0) / Math.sqrt(w.reduce((a, b) => a + b * b, 0))", "square the sum"],
    [
      "logWeights.reduce((a, b) => a + b, 0) ** 2 / logWeights.reduce((a, b) => a + b * b, 0) + 0 * w.length",
      "log weights",
    ],
  ].map(([formula, says]) => ({
    cell: "b2-answer",
    body: `const w = logWeights.map(Math.exp); return ${formula};`,
    loses: "b2-plain",
    says,
  })),
  {
    cell: "b2-answer",
    body: "const w = logWeights.map(Math.exp); return w.reduce((a, b) => a + b, 0) ** 2 / w.reduce((a, b) => a + b * b, 0);",
    loses: "b2-small",
    says: "NaN comes of",
  },
  // which fault
  {
    cell: "c-answer",
    body: "void logJoint; void logQ; void numPixels; void weights; return 4;",
    loses: "c-axis",
    says: "compute the weights",
  },
  {
    cell: "c-answer",
    body: "void logJoint; void logQ; void numPixels; void weights; return 1;",
    loses: "c-no-q",
    says: "this report is right",
  },
  {
    cell: "c-answer",
    body: `${LOGS} void numPixels; void over; return same(logs.map(softmax)) ? 4 : 0;`,
    loses: "c-no-q",
    says: "expected 1",
  },
  {
    cell: "c-answer",
    body: `${LOGS} void numPixels; void over; const sums = weights.map((row) => row.reduce((a, b) => a + b, 0));
      return sums.every((v) => Math.abs(v - 1) < 1e-9) ? (same(logJoint.map(softmax)) ? 1 : 4) : 0;`,
    loses: "c-pixels",
    says: "compute the weights",
  },
  {
    cell: "c-answer",
    body: `${LOGS} if (same(logs.map((row) => softmax(row.map((l) => l / numPixels))))) return 2;
      return same(logs.map(softmax)) ? 4 : same(over(over(logs).map(softmax))) ? 0 : 1;`,
    loses: "c-largest",
    says: "expected 3",
  },
  // the decoder
  { cell: "d1-answer", body: forward({ last: "Math.tanh(v)" }), loses: "d1-score", says: "no tanh after the last" },
  { cell: "d1-answer", body: forward({ act: "v" }), loses: "d1-score", says: "every layer but the last" },
  {
    cell: "d1-answer",
    body: forward({ last: "1 / (1 + Math.exp(-v))" }),
    loses: "d1-score",
    says: "not probabilities",
  },
  { cell: "d1-answer", body: forward({ act: "Math.max(v, 0)" }), loses: "d1-score", says: "not the rectifier" },
  { cell: "d1-answer", body: forward({ bias: "0 * b" }), loses: "d1-score", says: "biases are missing" },
  // the exact log-likelihood
  { cell: "d2-answer", body: grid({ constant: "0" }), loses: "d2-score", says: "−log 2π" },
  { cell: "d2-answer", body: grid({ area: "0" }), loses: "d2-score", says: "an area of 0.01" },
  { cell: "d2-answer", body: grid({ area: "0", constant: "0" }), loses: "d2-score", says: "neither the area" },
  { cell: "d2-answer", body: grid({ lit: "(1 - x[j]) * t" }), loses: "d2-score", says: "a 1 is lit" },
  { cell: "d2-answer", body: grid({ softplus: "t" }), loses: "d2-score", says: "exactLogLikelihood" },
  // a trained VAE
  { cell: "d3-answer", body: trained({ epochs: 1, rate: 0.0001 }), loses: "d3-score", says: "does not use z" },
  { cell: "d3-answer", body: trained({ params: "[posterior.params]" }), loses: "d3-score", says: "does not use z" },
  { cell: "d3-answer", body: trained({ epochs: 3 }), loses: "d3-score", says: "at least 3.5 nats" },
  {
    cell: "d3-answer",
    body: `void key; ${FLAT} const most = bias.slice(1); const none = most.map(() => 0); return [{ weight: [none, none], bias: most }];`,
    loses: "d3-score",
    says: "lead from 2 to 63",
  },
  {
    cell: "d3-answer",
    body: `void key; ${FLAT} return [{ weight: [bias.map(() => 0), bias.map(() => 0)], bias }];`,
    loses: "d3-score",
    says: "does not use z",
  },
  {
    cell: "d3-answer",
    body: `void images; void key; const row = (n: number) => new Array(n).fill(0);
      return [{ weight: [row(800), row(800)], bias: row(800) }, { weight: Array.from({ length: 800 }, () => row(64)), bias: row(64) }];`,
    loses: "d3-score",
    says: "53664 numbers",
  },
  {
    cell: "d3-answer",
    body: `void images; void key; const row = (n: number) => new Array(n).fill(0);
      const empty = Array.from({ length: 50000 }, () => row(0));
      return [{ weight: [row(50000), row(50000)], bias: row(50000) }, { weight: empty, bias: row(50000) }];`,
    loses: "d3-score",
    says: "layer 1 is no 50000 rows",
  },
  // the marginal under a mixture
  ...[
    ["means", "sds.map((sd) => Math.hypot(w * sd, s))", "the means by w"],
    ["means.map((m) => w * m)", "sds.map((sd) => Math.hypot(sd, s))", "the spread by w"],
    ["means.map((m) => w * m)", "sds.map((sd) => w * sd + 0 * s)", "noise is missing"],
    ["means.map((m) => w * m)", "sds.map((sd) => w * sd + s)", "standard deviations do not"],
    ["means.map((m) => w * m)", "sds.map(() => s)", "a spread of their own"],
  ].map(([means, sds, says]) => ({
    cell: "e1-answer",
    body: `const { weights, means, sds } = prior; return logMixture(x, { weights, means: ${means}, sds: ${sds} });`,
    loses: "e1-score",
    says,
  })),
  // a learned prior
  {
    cell: "e2-answer",
    body: "void xs; void w; void s; return { weights: [0.5, 0.5], means: [0, 0], sds: [1, 1] };",
    loses: "e2-score",
    says: "keeps alike what starts alike",
  },
  { cell: "e2-answer", body: em({ sd: "1" }), loses: "e2-score", says: "all learned" },
  {
    cell: "e2-answer",
    body: em({ means: ["0", "0"], rounds: 50 }),
    loses: "e2-score",
    says: "keeps alike what starts alike",
  },
  {
    cell: "e2-answer",
    body: `void s; const n = xs.length; // a component a datapoint
      return { weights: xs.map(() => 1 / n), means: xs.map((x) => x / w), sds: xs.map(() => 0.05) };`,
    loses: "e2-score",
    says: "two weights, two means and two sds",
  },
  { cell: "e2-answer", body: em({ weights: "1 + 0 * r.length" }), loses: "e2-score", says: "add to one" },
  {
    cell: "e2-answer",
    body: `void s; const right = xs.filter((x) => x > 0).map((x) => x / w);
      const left = xs.filter((x) => x <= 0).map((x) => x / w);
      const mean = (v: number[]) => v.reduce((a, b) => a + b, 0) / v.length;
      return { weights: [0.5, 0.5], means: [mean(left), mean(right)], sds: [1, 1] };`,
    loses: "e2-score",
    says: "exact mean log-likelihood",
  },
  // the best epoch
  ...[
    ["_bound.indexOf(Math.max(..._bound)) + 0 * exact.length", "the bound also rises"],
    ["exact.length - 1", "the truth has turned"],
    ["exact.indexOf(Math.max(...exact)) + 1", "indices start at 0"],
    ["exact.indexOf(Math.min(...exact))", "bestEpoch"],
    ["Math.max(...exact)", "bestEpoch"],
  ].map(([epoch, says]) => ({ cell: "f1-answer", body: `return ${epoch};`, loses: "f1-epoch", says })),
  // what has collapsed
  ...[
    ["klByDimension.filter((kl) => kl < 0.01).length", "the collapsed ones"],
    ["klByDimension.filter((kl) => kl > 0).length", "nearly, not exactly, 0"],
    ["klByDimension.filter((kl) => kl >= 1).length - 0", "activeDimensions"],
    ["klByDimension.reduce((a, b) => a + b, 0)", "activeDimensions"],
    ["klByDimension.findIndex((kl) => kl < 0.01) - 100", "activeDimensions"],
  ].map(([active, says]) => ({ cell: "f2-answer", body: `return ${active};`, loses: "f2-active", says })),
  // a lost legend
  ...[
    ["h.map((v) => [...h].sort((a, b) => b - a).indexOf(v))", "rises with K"],
    ["[0, 1, 2, 3].map((label) => h.indexOf([...h].sort((a, b) => a - b)[label]) + 4)", "labels of four curves"],
    ["[0, 0, 0, 0].map((v) => v * h.length)", "labels of four curves"],
    ["h", "labels of four curves"],
    ["h.slice(1).map((v) => [...h].sort((a, b) => a - b).indexOf(v))", "an array of 4"],
  ].map(([answer, says]) => ({
    cell: "f3-answer",
    body: `const h = curves.map((curve) => curve[curve.length - 1]); return ${answer};`,
    loses: "f3-labels",
    says,
  })),
];

/** Right solutions that are written otherwise: each keeps every point. */
export const right: readonly Rewrite[] = [
  { cell: "a1-answer", body: `${terms({})} return logSum(terms);` },
  {
    cell: "a1-answer",
    body: `let [largest, sum] = [Number.NEGATIVE_INFINITY, 0];
      weights.forEach((w, c) => {
        const t = Math.log(w / (sds[c] * Math.sqrt(2 * Math.PI))) - (z - means[c]) ** 2 / (2 * sds[c] ** 2);
        if (t > largest) [largest, sum] = [t, sum * Math.exp(largest - t) + 1];
        else sum += Math.exp(t - largest);
      });
      return largest + Math.log(sum);`,
  },
  { cell: "a2-answer", body: `${LOG_SUM} return logSum(logWeights) - Math.log(logWeights.length);` },
  {
    cell: "a2-answer",
    body: `const sorted = [...logWeights].sort((a, b) => b - a);
      return sorted[0] + Math.log1p(sorted.slice(1).reduce((a, l) => a + Math.exp(l - sorted[0]), 0)) - Math.log(sorted.length);`,
  },
  { cell: "a3-answer", body: `${WEIGHTS} return zs.map((z) => N(z, 0, 1) + N(x, w * z, s) - N(z, q.mean, q.sd));` },
  {
    cell: "a3-answer",
    body: `return noise.map((e) => {
        const z = q.mean + q.sd * e;
        const ratio = Math.log(q.sd) + 0.5 * e * e - 0.5 * z * z; // log p(z) − log q(z)
        return ratio - 0.5 * Math.log(2 * Math.PI * s * s) - (x - w * z) ** 2 / (2 * s * s);
      });`,
  },
  {
    cell: "b1-answer",
    body: `${ROWS} return { standardError: Math.sqrt(squares / (M * (M - 1))), bound: mean(rows) };`,
  },
  {
    cell: "b1-answer",
    body: `let [n, bound, squares] = [0, 0, 0];
      for (const noise of tape) {
        const row = logMeanWeight(logWeights(x, line, q, noise));
        const change = row - bound;
        bound += change / ++n;
        squares += change * (row - bound);
      }
      return { bound, standardError: Math.sqrt(squares / (n - 1) / n) };`,
  },
  {
    cell: "b2-answer",
    body: `${LOG_SUM} return Math.exp(2 * logSum(logWeights) - logSum(logWeights.map((l) => 2 * l)));`,
  },
  {
    cell: "b2-answer",
    body: `const total = logMeanWeight(logWeights) + Math.log(logWeights.length);
      return 1 / logWeights.reduce((sum, l) => sum + Math.exp(l - total) ** 2, 0);`,
  },
  {
    cell: "c-answer",
    body: `${LOGS}
      if (same(logs.map(softmax))) return 4;
      if (same(logJoint.map(softmax))) return 1;
      if (same(over(over(logs).map(softmax)))) return 0;
      return same(logs.map((row) => softmax(row.map((l) => l / numPixels)))) ? 2 : 3;`,
  },
  {
    cell: "c-answer",
    body: `${LOGS} void same;
      const [row, given] = [logs[0], weights[0]];
      const near = (a: number, b: number) => Math.abs(a - b) < 1e-9;
      const sum = given.reduce((a, b) => a + b, 0);
      const ratio = Math.log(given[0] / given[1]);
      if (near(weights.reduce((a, r) => a + r[0], 0), 1) && near(weights.reduce((a, r) => a + r[1], 0), 1) && !near(sum, 1)) return 0;
      if (!near(sum, 1)) return 3;
      if (near(ratio, logJoint[0][0] - logJoint[0][1])) return 1;
      void softmax; void over;
      return near(ratio, (row[0] - row[1]) / numPixels) ? 2 : 4;`,
  },
  { cell: "d1-answer", body: forward({}) },
  {
    cell: "d1-answer",
    body: `const [{ weight, bias }, ...rest] = layers;
      const out = bias.map((b, j) => z.reduce((sum, v, i) => sum + v * weight[i][j], 0) + b);
      return rest.length === 0 ? out : logitsAt(out.map((v) => Math.tanh(v)), rest);`,
  },
  { cell: "d2-answer", body: grid({}) },
  {
    cell: "d2-answer",
    body: grid({
      softplus: "t > 30 ? t : Math.log1p(Math.exp(t))",
      area: "2 * Math.log(0.1)",
      lit: "(x[j] === 1 ? t : 0)",
    }),
  },
  { cell: "d3-answer", body: trained({}) },
  { cell: "d3-answer", body: trained({ hidden: 48, epochs: 80 }) },
  {
    cell: "e1-answer",
    body: `const { weights, means, sds } = prior;
      const parts = weights.map((c, k) => logMixture(x, { weights: [1], means: [w * means[k]], sds: [Math.sqrt(w ** 2 * sds[k] ** 2 + s ** 2)] }) + Math.log(c));
      return logMeanWeight(parts) + Math.log(parts.length);`,
  },
  {
    cell: "e1-answer",
    body: `const scaled = { ...prior, means: prior.means.map((m) => m * w), sds: prior.sds.map((sd) => (w * w * sd * sd + s * s) ** 0.5) };
      return logMixture(x, scaled);`,
  },
  { cell: "e2-answer", body: em({}) },
  { cell: "e2-answer", body: em({ rounds: 800, means: ["-1", "1"] }) },
  { cell: "f1-answer", body: "return exact.reduce((best, v, i) => (v > exact[best] ? i : best), 0);" },
  { cell: "f1-answer", body: "return exact.map((v, i) => [v, i]).sort((a, b) => b[0] - a[0])[0][1];" },
  { cell: "f2-answer", body: "return klByDimension.length - klByDimension.filter((kl) => kl < 0.01).length;" },
  { cell: "f2-answer", body: "return klByDimension.reduce((n, kl) => n + (kl < 0.01 ? 0 : 1), 0);" },
  { cell: "f3-answer", body: "return curves.map((curve) => curves.filter((other) => other[0] < curve[0]).length);" },
  {
    cell: "f3-answer",
    body: `const order = curves.map((_, i) => i).sort((i, j) => curves[i][9 % curves[i].length] - curves[j][9 % curves[j].length]);
      return curves.map((_, i) => order.indexOf(i));`,
  },
];
