import type { Mutant, Rewrite } from "../mutants";

/** Wrong solutions of homework 1: each loses the points of one cell, and its hint says why. */
export const wrong: readonly Mutant[] = [
  // log p(x)
  {
    cell: "a1-answer",
    body: "return x * Math.log(rate) - rate - logFactorial(x);",
    loses: "a1-counts",
    says: "z has not been summed out",
  },
  {
    cell: "a1-answer",
    body: "return Math.log(1 - zeroWeight) + x * Math.log(rate) - rate - logFactorial(x);",
    loses: "a1-counts",
    says: "their probabilities add",
  },
  {
    cell: "a1-answer",
    body: `const p = (1 - zeroWeight) * Math.exp(x * Math.log(rate) - rate - logFactorial(x));
      return x === 0 ? zeroWeight + p : p;`,
    loses: "a1-counts",
    says: "log probability",
  },
  {
    cell: "a1-answer",
    body: `const p = (1 - zeroWeight) * Math.exp(x * Math.log(rate) - rate - logFactorial(x));
      return Math.log2(x === 0 ? zeroWeight + p : p);`,
    loses: "a1-counts",
    says: "nats, not in bits",
  },
  {
    cell: "a1-answer",
    body: `const p = (1 - zeroWeight) * Math.exp(x * Math.log(rate) - rate);
      return Math.log(x === 0 ? zeroWeight + p : p);`,
    loses: "a1-counts",
    says: "x! is missing",
  },
  {
    cell: "a1-answer",
    body: `let factorial = 1;
      for (let k = 2; k <= x; k++) factorial *= k;
      const p = ((1 - zeroWeight) * rate ** x * Math.exp(-rate)) / factorial;
      return Math.log(x === 0 ? zeroWeight + p : p);`,
    loses: "a1-large",
    says: "−∞ is the log of 0",
  },
  // p(z = 1 | x)
  {
    cell: "a2-answer",
    body: "const out = (1 - diary.zeroWeight) * Math.exp(-diary.rate); return x > 0 ? 0 : diary.zeroWeight / (diary.zeroWeight + out);",
    loses: "a2-score",
    says: "p(z = 0 | x)",
  },
  { cell: "a2-answer", body: "return x > 0 ? 1 : 1 - diary.zeroWeight;", loses: "a2-score", says: "the prior" },
  {
    cell: "a2-answer",
    body: "return x > 0 ? 1 : (1 - diary.zeroWeight) * Math.exp(-diary.rate);",
    loses: "a2-score",
    says: "divide by p(x)",
  },
  {
    cell: "a2-answer",
    body: "const out = (1 - diary.zeroWeight) * Math.exp(-diary.rate); return out / (diary.zeroWeight + out);",
    loses: "a2-score",
    says: "who counted an eagle was out",
  },
  {
    cell: "a2-answer",
    body: "const out = Math.exp(-diary.rate); return x > 0 ? 1 : out / (diary.zeroWeight + out);",
    loses: "a2-score",
    says: "prior probability 1 − π",
  },
  // the bound of an empty day
  {
    cell: "a3-answer",
    body: "return q * (Math.log(1 - zeroWeight) - rate) + (1 - q) * Math.log(zeroWeight);",
    loses: "a3-inside",
    says: "entropy of q is missing",
  },
  {
    cell: "a3-answer",
    body: `return q * (Math.log(1 - zeroWeight) - rate) + (1 - q) * Math.log(zeroWeight)
      + q * Math.log(q) + (1 - q) * Math.log(1 - q);`,
    loses: "a3-inside",
    says: "wrong sign",
  },
  {
    cell: "a3-answer",
    body: `return (1 - q) * (Math.log(1 - zeroWeight) - rate - Math.log(1 - q)) + q * (Math.log(zeroWeight) - Math.log(q));`,
    loses: "a3-inside",
    says: "q is the probability of z = 1",
  },
  {
    cell: "a3-answer",
    body: "return q * (Math.log(1 - zeroWeight) - rate) + (1 - q) * Math.log(zeroWeight) - q * Math.log(q);",
    loses: "a3-inside",
    says: "both values of z",
  },
  {
    cell: "a3-answer",
    body: "return Math.log(zeroWeight + (1 - zeroWeight) * Math.exp(-rate));",
    loses: "a3-inside",
    says: "the bound depends on q",
  },
  {
    cell: "a3-answer",
    body: `return q * (Math.log(1 - zeroWeight) - rate - Math.log(q)) + (1 - q) * (Math.log(zeroWeight) - Math.log(1 - q));`,
    loses: "a3-ends",
    says: "NaN comes of 0 · log 0",
  },
  // the gap
  {
    cell: "a4-answer",
    body: "const p = wasOut(0, diary); return p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));",
    loses: "a4-score",
    says: "the expectation is under q",
  },
  {
    cell: "a4-answer",
    body: "const p = wasOut(0, diary); return q * Math.log(p / q) + (1 - q) * Math.log((1 - p) / (1 - q));",
    loses: "a4-score",
    says: "never negative",
  },
  {
    cell: "a4-answer",
    body: "const p = wasOut(0, diary); return q * Math.log(q / p);",
    loses: "a4-score",
    says: "both values of z",
  },
  { cell: "a4-answer", body: "return 0;", loses: "a4-score", says: "only at the posterior is there no gap" },
  {
    cell: "a4-answer",
    body: "const p = 1 - diary.zeroWeight; return q * Math.log(q / p) + (1 - q) * Math.log((1 - q) / (1 - p));",
    loses: "a4-score",
    says: "not the prior",
  },
  // a step of EM
  {
    cell: "a5-answer",
    body: `const out = counts.map((x) => wasOut(x, diary)).reduce((a, b) => a + b, 0);
      const mean = counts.reduce((a, b) => a + b, 0) / counts.length;
      return { zeroWeight: 1 - out / counts.length, rate: mean };`,
    loses: "a5-score",
    says: "days out only",
  },
  {
    cell: "a5-answer",
    body: `const out = counts.map((x) => wasOut(x, diary)).reduce((a, b) => a + b, 0);
      return { zeroWeight: out / counts.length, rate: counts.reduce((a, b) => a + b, 0) / out };`,
    loses: "a5-score",
    says: "weighs the days in",
  },
  {
    cell: "a5-answer",
    body: `const out = counts.map((x) => wasOut(x, diary)).reduce((a, b) => a + b, 0);
      const zeros = counts.filter((x) => x === 0).length;
      return { zeroWeight: zeros / counts.length, rate: counts.reduce((a, b) => a + b, 0) / out };`,
    loses: "a5-score",
    says: "only partly a day in",
  },
  { cell: "a5-answer", body: "return diary;", loses: "a5-score", says: "parameters that came in" },
  {
    cell: "a5-answer",
    body: `const seen = counts.filter((x) => x > 0);
      return { zeroWeight: 1 - seen.length / counts.length, rate: seen.reduce((a, b) => a + b, 0) / seen.length };`,
    loses: "a5-score",
    says: "for λ too",
  },
  // log p(x) of a table
  { cell: "b1-answer", body: "return Math.max(...logJoint);", loses: "b1-score", says: "largest term alone" },
  {
    cell: "b1-answer",
    body: "return logJoint.reduce((sum, l) => sum + l, 0);",
    loses: "b1-score",
    says: "probabilities add, not their logs",
  },
  {
    cell: "b1-answer",
    body: `const m = Math.max(...logJoint);
      return m + Math.log(logJoint.reduce((sum, l) => sum + Math.exp(l - m), 0) / 4);`,
    loses: "b1-score",
    says: "not a mean",
  },
  {
    cell: "b1-answer",
    body: "return Math.log(logJoint.reduce((sum, l) => sum + Math.exp(l), 0));",
    loses: "b1-score",
    says: "−∞ is the log of 0",
  },
  {
    cell: "b1-answer",
    body: "return logJoint.reduce((sum, l) => sum + Math.exp(l), 0);",
    loses: "b1-score",
    says: "the logarithm is wanted",
  },
  // a factorised bound
  {
    cell: "b2-answer",
    body: `const [a, b] = q;
      const w = [(1 - a) * (1 - b), (1 - a) * b, a * (1 - b), a * b];
      return w.reduce((sum, p, z) => sum + p * logJoint[z], 0);`,
    loses: "b2-score",
    says: "entropy of q is missing",
  },
  {
    cell: "b2-answer",
    body: `const [a, b] = q;
      const w = [(1 - a) * (1 - b), (1 - a) * b, a * (1 - b), a * b];
      return w.reduce((sum, p, z) => sum + p * (logJoint[z] + Math.log(p)), 0);`,
    loses: "b2-score",
    says: "wrong sign",
  },
  {
    cell: "b2-answer",
    body: `const [b, a] = q;
      const w = [(1 - a) * (1 - b), (1 - a) * b, a * (1 - b), a * b];
      return w.reduce((sum, p, z) => sum + p * (logJoint[z] - Math.log(p)), 0);`,
    loses: "b2-score",
    says: "00, 01, 10, 11",
  },
  {
    cell: "b2-answer",
    body: `const [a, b] = q;
      const w = [(1 - a) * (1 - b), (1 - a) * b, a * (1 - b), a * b];
      return w.reduce((sum, p, z) => sum + p * logJoint[z], 0) - a * Math.log(a) - (1 - a) * Math.log(1 - a);`,
    loses: "b2-score",
    says: "both bits",
  },
  {
    cell: "b2-answer",
    body: "return logMarginalOfTable(logJoint);",
    loses: "b2-score",
    says: "the bound depends on q",
  },
  // the best factorised q
  { cell: "b3-answer", body: "return [0.5, 0.5];", loses: "b3-score", says: "even coins" },
  {
    cell: "b3-answer",
    body: `const p = logJoint.map((l) => Math.exp(l - logMarginalOfTable(logJoint)));
      return [p[2] + p[3], p[1] + p[3]];`,
    loses: "b3-score",
    says: "other way round",
  },
  {
    cell: "b3-answer",
    body: `const s = (t: number) => 1 / (1 + Math.exp(-t));
      let [a, b] = [0.5, 0.5];
      for (let i = 0; i < 2000; i++) {
        a = s((1 - b) * (logJoint[2] - logJoint[0]) + b * (logJoint[3] - logJoint[1]));
        b = s((1 - a) * (logJoint[1] - logJoint[0]) + a * (logJoint[3] - logJoint[2]));
      }
      return [a, b];`,
    loses: "b3-score",
    says: "lower hill",
  },
  { cell: "b3-answer", body: "return [2, -1];", loses: "b3-score", says: "two probabilities" },
  { cell: "b3-answer", body: "return [0.5];", loses: "b3-score", says: "two probabilities" },
  { cell: "b3-answer", body: 'return ["0.5", "0.5"] as never;', loses: "b3-score", says: "two probabilities" },
  {
    cell: "b3-answer",
    body: `let best = [0, 0];
      for (let a = 0.05; a < 1; a += 0.1) {
        for (let b = 0.05; b < 1; b += 0.1) {
          if (factorizedBound(logJoint, [a, b]) > factorizedBound(logJoint, best) || best[0] === 0) best = [a, b];
        }
      }
      return best;`,
    loses: "b3-score",
    says: "climb on until nothing changes",
  },
  // log p of a reading
  {
    cell: "c1-answer",
    body: `if (reading.censored) return logCdf(threshold / Math.sqrt(1 + noise ** 2));
      return -0.5 * Math.log(2 * Math.PI * noise ** 2) - reading.value ** 2 / (2 * noise ** 2);`,
    loses: "c1-numbers",
    says: "the level varies too",
  },
  {
    cell: "c1-answer",
    body: `const sd = 1 + noise;
      if (reading.censored) return logCdf(threshold / sd);
      return -0.5 * Math.log(2 * Math.PI * sd ** 2) - reading.value ** 2 / (2 * sd ** 2);`,
    loses: "c1-numbers",
    says: "standard deviations do not",
  },
  {
    cell: "c1-answer",
    body: `const v = 1 + noise ** 2;
      return -0.5 * Math.log(2 * Math.PI * v) - (reading.censored ? threshold : reading.value) ** 2 / (2 * v);`,
    loses: "c1-censored",
    says: "a probability, not a density",
  },
  {
    cell: "c1-answer",
    body: `const v = 1 + noise ** 2;
      if (reading.censored) return logCdf(threshold / noise);
      return -0.5 * Math.log(2 * Math.PI * v) - reading.value ** 2 / (2 * v);`,
    loses: "c1-censored",
    says: "the level varies too",
  },
  {
    cell: "c1-answer",
    body: `const v = 1 + noise ** 2;
      if (reading.censored) return logCdf(threshold / v);
      return -0.5 * Math.log(2 * Math.PI * v) - reading.value ** 2 / (2 * v);`,
    loses: "c1-censored",
    says: "not variances",
  },
  {
    cell: "c1-answer",
    body: `const v = 1 + noise ** 2;
      if (reading.censored) return logCdf(-threshold / Math.sqrt(v));
      return -0.5 * Math.log(2 * Math.PI * v) - reading.value ** 2 / (2 * v);`,
    loses: "c1-censored",
    says: "above c",
  },
  {
    cell: "c1-answer",
    body: `const v = 1 + noise ** 2;
      if (reading.censored) return logCdf(threshold / (1 + noise));
      return -0.5 * Math.log(2 * Math.PI * v) - reading.value ** 2 / (2 * v);`,
    loses: "c1-censored",
    says: "standard deviations do not",
  },
  // the bound of a reading
  ...(["c2-numbers", "c2-censored"] as const).map((loses) => ({
    cell: "c2-answer",
    body: `const { mean, sd } = q; const { threshold, noise } = gauge;
      const rest = 0.5 * Math.log(2 * Math.PI * Math.E * sd ** 2) - 0.5 * Math.log(2 * Math.PI) - 0.5 * mean ** 2;
      if (reading.censored) return rest + logCdf((threshold - mean) / noise);
      return rest - 0.5 * Math.log(2 * Math.PI * noise ** 2) - (reading.value - mean) ** 2 / (2 * noise ** 2);`,
    loses,
    says: "m in the place of z",
  })),
  {
    cell: "c2-answer",
    body: `if (reading.censored) return 0;
      const { mean, sd } = q; const s2 = gauge.noise ** 2;
      return -Math.log(2 * Math.PI * gauge.noise) - 0.5 * (mean ** 2 + sd ** 2)
        - ((reading.value - mean) ** 2 + sd ** 2) / (2 * s2);`,
    loses: "c2-numbers",
    says: "entropy of q is missing",
  },
  {
    cell: "c2-answer",
    body: `if (reading.censored) return 0;
      const { mean, sd } = q; const s2 = gauge.noise ** 2;
      return -Math.log(2 * Math.PI * gauge.noise) - 0.5 * (mean ** 2 + sd ** 2)
        - ((reading.value - mean) ** 2 + sd ** 2) / (2 * s2) - 0.5 * Math.log(2 * Math.PI * Math.E * sd ** 2);`,
    loses: "c2-numbers",
    says: "wrong sign",
  },
  {
    cell: "c2-answer",
    body: `if (reading.censored) return 0;
      const { mean, sd } = q; const s2 = gauge.noise ** 2;
      return -Math.log(2 * Math.PI * gauge.noise) - 0.5 * (mean ** 2 + sd ** 2)
        - (reading.value - mean) ** 2 / (2 * s2) + 0.5 * Math.log(2 * Math.PI * Math.E * sd ** 2);`,
    loses: "c2-numbers",
    says: "(y − m)² + sd²",
  },
  {
    cell: "c2-answer",
    body: `if (reading.censored) return 0;
      const { mean, sd } = q; const s2 = gauge.noise ** 2;
      return -Math.log(2 * Math.PI * gauge.noise) - 0.5 * mean ** 2
        - ((reading.value - mean) ** 2 + sd ** 2) / (2 * s2) + 0.5 * Math.log(2 * Math.PI * Math.E * sd ** 2);`,
    loses: "c2-numbers",
    says: "E_q z²",
  },
  {
    cell: "c2-answer",
    body: `if (!reading.censored) return 0;
      const { mean, sd } = q;
      return 0.5 * Math.log(2 * Math.PI * Math.E * sd ** 2) - 0.5 * Math.log(2 * Math.PI) - 0.5 * (mean ** 2 + sd ** 2)
        + logCdf((gauge.threshold - mean) / gauge.noise);`,
    loses: "c2-censored",
    says: "not the mean of log Φ",
  },
  {
    cell: "c2-answer",
    body: `if (!reading.censored) return 0;
      const { mean, sd } = q;
      return 0.5 * Math.log(2 * Math.PI * Math.E * sd ** 2) - 0.5 * Math.log(2 * Math.PI) - 0.5 * (mean ** 2 + sd ** 2)
        + logCdf((gauge.threshold - mean) / Math.hypot(gauge.noise, sd));`,
    loses: "c2-censored",
    says: "inside the expectation",
  },
  // impossible figures
  { cell: "d-answer", body: "return 0;", loses: "d-sweep", says: "crosses once, is impossible" },
  { cell: "d-answer", body: "return 1;", loses: "d-sweep", says: "is possible" },
  {
    cell: "d-answer",
    body: "return bound.some((b, i) => b > logLikelihood[i] + 1e-9) ? 1 : 0;",
    loses: "d-em-falls",
    says: "falls once, is impossible",
  },
  {
    cell: "d-answer",
    body: "return bound.some((b, i) => b !== logLikelihood[i]) ? 1 : 0;",
    loses: "d-em-apart",
    says: "up to rounding, is possible",
  },
  {
    cell: "d-answer",
    body: `if (bound.some((b, i) => b > logLikelihood[i] + 1e-9)) return 1;
      return logLikelihood.some((v, i) => i > 0 && v < logLikelihood[i - 1] - 1e-9) ? 1 : 0;`,
    loses: "d-ascent",
    says: "while the bound rises, is possible",
  },
  {
    cell: "d-answer",
    body: "return bound.some((b, i) => b >= logLikelihood[i]) ? 1 : 0;",
    loses: "d-sweep",
    says: "touches once, is possible",
  },
  // witnesses
  {
    cell: "e-answer",
    body: "const input = { x: [1, 2], mean: [0, 0], sd: [2, 2] }; return { differ: input, agree: input };",
    loses: "e-mean",
    says: "the mean of one number is its sum",
  },
  {
    cell: "e-answer",
    body: `const [wide, far] = [{ x: [3 * s, 3 * s], mean: [0, 0], sd: [2, 2] }, { x: [1e10, 1e10], mean: [0, 0], sd: [1, 1] }];
      return { differ: wide, agree: fault === 2 ? far : { x: [0], mean: [0], sd: [fault === 1 ? 1 / Math.sqrt(2 * Math.PI * Math.E) : 1] } };`,
    loses: "e-two-pi",
    says: "no number beyond ±1000",
  },
  {
    cell: "e-answer",
    body: `return { differ: { x: [3 * s, 3 * s], mean: [0, 0], sd: [2, 2] }, agree: { x: [0], mean: [0], sd: [1] } };`,
    loses: "e-sign",
    says: "hides where the term is 0",
  },
  {
    cell: "e-answer",
    body: "return { differ: { x: [3], mean: [0], sd: [2] }, agree: { x: [0], mean: [0], sd: [1] } };",
    loses: "e-two-pi",
    says: "how many times",
  },
  {
    cell: "e-answer",
    body: "return { differ: { x: [3, 3], mean: [0, 0], sd: [1, 1] }, agree: { x: [0], mean: [0], sd: [1] } };",
    loses: "e-variance",
    says: "their own square",
  },
  {
    cell: "e-answer",
    body: "return { differ: { x: [3, 3], mean: [0, 0], sd: [2, 2] }, agree: { x: [0], mean: [2], sd: [0.5] } };",
    loses: "e-reversed",
    says: "when q is the prior",
  },
  {
    cell: "e-answer",
    body: "return { differ: { x: [], mean: [], sd: [] }, agree: { x: [0], mean: [0], sd: [1] } };",
    loses: "e-mean",
    says: "equally long lists",
  },
  {
    cell: "e-answer",
    body: "return { differ: { x: [3, 3], mean: [0, 0], sd: [-2, 2] }, agree: { x: [0], mean: [0], sd: [1] } };",
    loses: "e-mean",
    says: "every sd above 0",
  },
];

/** Right solutions that are written otherwise: each keeps every point. */
export const right: readonly Rewrite[] = [
  {
    cell: "a1-answer",
    body: `const terms = x === 0 ? [Math.log(zeroWeight)] : [];
      terms.push(Math.log1p(-zeroWeight) - rate + x * Math.log(rate) - logFactorial(x));
      const m = Math.max(...terms);
      return m + Math.log(terms.map((t) => Math.exp(t - m)).reduce((a, b) => a + b, 0));`,
  },
  {
    cell: "a1-answer",
    body: `let logPmf = -rate;
      for (let k = 1; k <= x; k++) logPmf += Math.log(rate / k);
      return x === 0 ? Math.log(zeroWeight + (1 - zeroWeight) * Math.exp(-rate)) : Math.log(1 - zeroWeight) + logPmf;`,
  },
  {
    cell: "a2-answer",
    body: `const odds = (diary.zeroWeight / (1 - diary.zeroWeight)) * Math.exp(diary.rate);
      return x > 0 ? 1 : 1 / (1 + odds);`,
  },
  {
    cell: "a2-answer",
    body: `if (x > 0) return 1;
      return Math.exp(Math.log(1 - diary.zeroWeight) - diary.rate - logMarginal(0, diary));`,
  },
  {
    cell: "a3-answer",
    body: `let bound = 0;
      for (const [p, joint] of [[q, (1 - zeroWeight) * Math.exp(-rate)], [1 - q, zeroWeight]]) {
        if (p > 0) bound += p * Math.log(joint / p);
      }
      return bound;`,
  },
  {
    cell: "a3-answer",
    body: `const tLog = (t: number) => t * Math.log(Math.max(t, Number.MIN_VALUE));
      return q * Math.log(1 - zeroWeight) - q * rate + (1 - q) * Math.log(zeroWeight) - tLog(q) - tLog(1 - q);`,
  },
  {
    cell: "a4-answer",
    body: `const p = [1 - wasOut(0, diary), wasOut(0, diary)];
      return [1 - q, q].reduce((sum, w, z) => sum + w * (Math.log(w) - Math.log(p[z])), 0);`,
  },
  {
    cell: "a4-answer",
    body: `const p = wasOut(0, diary);
      return -(q * Math.log(p) + (1 - q) * Math.log(1 - p)) + q * Math.log(q) + (1 - q) * Math.log1p(-q);`,
  },
  {
    cell: "a5-answer",
    body: `let [stayed, total] = [0, 0];
      for (const x of counts) {
        stayed += 1 - wasOut(x, diary);
        total += x;
      }
      return { rate: total / (counts.length - stayed), zeroWeight: stayed / counts.length };`,
  },
  {
    cell: "a5-answer",
    body: `const zeros = counts.filter((x) => x === 0).length;
      const stayed = zeros * (1 - wasOut(0, diary));
      const rate = counts.reduce((a, b) => a + b, 0) / (counts.length - stayed);
      return { zeroWeight: stayed / counts.length, rate };`,
  },
  {
    cell: "b1-answer",
    body: `return logJoint.slice(1).reduce((a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        return high + Math.log1p(Math.exp(low - high));
      }, logJoint[0]);`,
  },
  {
    cell: "b1-answer",
    body: `const [first, ...rest] = [...logJoint].sort((a, b) => b - a);
      return first + Math.log1p(rest.reduce((sum, l) => sum + Math.exp(l - first), 0));`,
  },
  {
    cell: "b2-answer",
    body: `const h = (p: number) => -p * Math.log(p) - (1 - p) * Math.log(1 - p);
      let mean = 0;
      for (let z = 0; z < 4; z++) mean += (z & 2 ? q[0] : 1 - q[0]) * (z & 1 ? q[1] : 1 - q[1]) * logJoint[z];
      return mean + h(q[0]) + h(q[1]);`,
  },
  {
    cell: "b2-answer",
    body: `const [a, b] = q;
      const p = logJoint.map((l) => Math.exp(l - logMarginalOfTable(logJoint)));
      const w = [(1 - a) * (1 - b), (1 - a) * b, a * (1 - b), a * b];
      return logMarginalOfTable(logJoint) - w.reduce((sum, v, z) => sum + v * Math.log(v / p[z]), 0);`,
  },
  {
    cell: "b3-answer",
    body: `const s = (t: number) => 1 / (1 + Math.exp(-t));
      const [l00, l01, l10, l11] = logJoint;
      const best = (b: number) => {
        const a = s((1 - b) * (l10 - l00) + b * (l11 - l01));
        return [a, b];
      };
      let [top, height] = [[0.5, 0.5], Number.NEGATIVE_INFINITY];
      for (let t = -12; t <= 12; t += 0.002) {
        const q = best(s(t));
        const bound = factorizedBound(logJoint, q);
        if (bound > height) [top, height] = [q, bound];
      }
      return top;`,
  },
  {
    cell: "b3-answer",
    body: `const s = (t: number) => 1 / (1 + Math.exp(-t));
      const [l00, l01, l10, l11] = logJoint;
      let top = [0.5, 0.5];
      for (const start of [-5, 5]) {
        let [u, v] = [start, start];
        for (let i = 0; i < 20000; i++) {
          const [a, b] = [s(u), s(v)];
          u += 0.2 * ((1 - b) * (l10 - l00) + b * (l11 - l01) - u);
          v += 0.2 * ((1 - a) * (l01 - l00) + a * (l11 - l10) - v);
        }
        const q = [s(u), s(v)];
        if (factorizedBound(logJoint, q) > factorizedBound(logJoint, top)) top = q;
      }
      return top;`,
  },
  {
    cell: "c1-answer",
    body: `const sd = Math.hypot(1, noise);
      if (reading.censored) return logCdf(threshold / sd);
      return -0.5 * Math.log(2 * Math.PI) - Math.log(sd) - 0.5 * (reading.value / sd) ** 2;`,
  },
  {
    cell: "c1-answer",
    body: `const precision = 1 / (1 + noise * noise);
      return reading.censored
        ? logCdf(threshold * Math.sqrt(precision))
        : 0.5 * (Math.log(precision) - Math.log(2 * Math.PI) - precision * reading.value * reading.value);`,
  },
  {
    cell: "c2-answer",
    body: `const { mean, sd } = q;
      const kl = 0.5 * (mean ** 2 + sd ** 2 - 1) - Math.log(sd);
      const terms: number[] = [];
      const weights: number[] = [];
      for (let i = 0; i <= 1600; i++) {
        const u = -8 + i / 100;
        const z = mean + sd * u;
        weights.push(Math.exp(-0.5 * u * u));
        terms.push(reading.censored
          ? logCdf((gauge.threshold - z) / gauge.noise)
          : -0.5 * Math.log(2 * Math.PI * gauge.noise ** 2) - (reading.value - z) ** 2 / (2 * gauge.noise ** 2));
      }
      const total = weights.reduce((a, b) => a + b, 0);
      return terms.reduce((a, t, i) => a + (t * weights[i]) / total, 0) - kl;`,
  },
  {
    cell: "c2-answer",
    body: `const { mean, sd } = q;
      const kl = 0.5 * (mean ** 2 + sd ** 2 - 1) - Math.log(sd);
      if (!reading.censored) {
        const z2 = ((reading.value - mean) ** 2 + sd ** 2) / gauge.noise ** 2;
        return -0.5 * z2 - 0.5 * Math.log(2 * Math.PI) - Math.log(gauge.noise) - kl;
      }
      let sum = 0;
      for (let i = 0; i <= 2000; i++) {
        const u = -8 + (16 * i) / 2000;
        const simpson = i === 0 || i === 2000 ? 1 : i % 2 ? 4 : 2;
        sum += simpson * Math.exp(-0.5 * u * u) * logCdf((gauge.threshold - mean - sd * u) / gauge.noise);
      }
      return (sum * 16) / 2000 / 3 / Math.sqrt(2 * Math.PI) - kl;`,
  },
  {
    cell: "d-answer",
    body: `const n = bound.length;
      for (let i = 0; i < n; i++) {
        const gap = logLikelihood[i] - bound[i];
        if (gap < -1e-9) return 1;
        if (story === "EM" && gap > 1e-9) return 1;
        const previous = story === "EM" ? logLikelihood : bound;
        if (story !== "sweep" && i > 0 && previous[i] < previous[i - 1] - 1e-9) return 1;
      }
      return 0;`,
  },
  {
    cell: "d-answer",
    body: `const gaps = logLikelihood.map((l, i) => l - bound[i]);
      const lowest = Math.min(...gaps) < -1e-9;
      const steps = bound.slice(1).map((b, i) => b - bound[i]);
      const down = story !== "sweep" && Math.min(...steps) < -1e-9;
      const apart = story === "EM" && Math.max(...gaps) > 1e-9;
      return Number(lowest || down || apart);`,
  },
  {
    cell: "e-answer",
    body: `const zero = 1 / Math.sqrt(2 * Math.PI * Math.E);
      const differ = { x: [5 * s, 5 * s, 5 * s], mean: [0, 0, 0], sd: [3, 3, 3] };
      return { differ, agree: { x: [0.3], mean: [0], sd: [fault === 1 ? zero : 1] } };`,
  },
  {
    cell: "e-answer",
    body: `const zero = Math.sqrt(1 / (2 * Math.PI * Math.E));
      const agree = [
        { x: [4], mean: [1], sd: [2] },
        { x: [4, 4], mean: [0, 0], sd: [zero, zero] },
        { x: [4], mean: [1], sd: [2] },
        { x: [4, 1], mean: [1, 2], sd: [1, 1] },
        { x: [4, 1], mean: [0, 0], sd: [1, 1] },
      ];
      return { differ: { x: [6 * s, 6 * s], mean: [0, 0], sd: [2.5, 2.5] }, agree: agree[fault] };`,
  },
];
