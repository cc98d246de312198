import type { Mutant, Rewrite } from "../mutants";

const MEAN = "const mean = (v: readonly number[]) => v.reduce((a, b) => a + b, 0) / v.length;";
const SLOPES = `const slopes = noise.map((e) => {
  const z = loc + scale * e;
  let slope = 0;
  for (let k = 1; k < coefficients.length; k++) slope += k * coefficients[k] * z ** (k - 1);
  return slope;
});`;
const REWARDS =
  "const rewards = noise.map((e) => coefficients.reduce((sum, c, k) => sum + c * (loc + scale * e) ** k, 0));";
const P0 = `const slope = (e: number) =>
  family === "laplace" ? -Math.sign(e) : family === "logistic" ? -Math.tanh(e / 2) : Math.exp(-e) - 1;`;
const MOMENTS = `const step = grid[1] - grid[0];
const p = (logDensity ?? []).map((l) => Math.exp(l) * step);
const mass = p.reduce((a, b) => a + b, 0);
const m = p.reduce((a, v, i) => a + v * grid[i], 0) / mass;
const v = p.reduce((a, w, i) => a + w * (grid[i] - m) ** 2, 0) / mass;
const dm = draws.reduce((a, z) => a + z, 0) / draws.length;
const dv = draws.reduce((a, z) => a + (z - dm) ** 2, 0) / draws.length;
const near = Math.abs(dm - m) < 0.3 * Math.sqrt(v);
const alike = dv / v > 0.6 && dv / v < 1.6;
const one = Math.abs(mass - 1) < 0.01;`;
const Z = `const sd = Math.exp(phi.logSd);
const z = phi.mean + sd * noise;
const pull = x.reduce((sum, v, d) => {
  const t = Math.tanh(b[d] * z);
  return sum + ((v - a[d] * t - c[d]) / s ** 2) * a[d] * b[d] * (1 - t * t);
}, 0);`;
const T = `const t = b.map((v) => Math.tanh(v * z));
const r = x.map((v, d) => v - a[d] * t[d] - c[d]);`;
/** One sweep, with what a mistake would change. */
const sweep = ({
  from = "phi",
  draw = "noise[i][noise[i].length - 1]",
  after = "theta = moved(theta, g);",
  end = "",
  out = "{ theta, phis }",
}) => `
const { s, phiRate, thetaRate } = rates;
let theta = state.theta;
const late: Theta[] = [];
const moved = (now: Theta, g: Theta): Theta => ({
  a: now.a.map((v, d) => v + thetaRate * g.a[d]),
  b: now.b.map((v, d) => v + thetaRate * g.b[d]),
  c: now.c.map((v, d) => v + thetaRate * g.c[d]),
});
const phis: Phi[] = [];
for (let i = 0; i < data.length; i++) {
  let phi = state.phis[i];
  for (let k = 0; k + 1 < noise[i].length; k++) {
    const g = phiGradient(data[i], phi, theta, s, noise[i][k]);
    phi = { mean: phi.mean + phiRate * g.mean, logSd: phi.logSd + phiRate * g.logSd };
  }
  phis.push(phi);
  const start = state.phis[i];
  const from = ${from};
  const z = from.mean + Math.exp(from.logSd) * ${draw};
  const g = thetaGradient(data[i], z, theta, s);
  late.push(g);
  void start;
  ${after}
}
${end}
return ${out};`;
/** Training that goes wrong, or right, in C4. */
const trained = ({ sign = 1, sweeps = 300, inner = 5, rate = 0.05, phiRate = 0.05, both = true, seed = 3 }) => `
let best: Theta = { a: [1, 1], b: [1, 1], c: [0, 0] };
const height = (theta: Theta) => data.reduce((sum, x) => sum + logMarginal(x, theta, s), 0);
for (const b of ${both ? "[1, -1]" : "[1]"}) {
  let state: State = { theta: { a: [1, 1], b: [1, b], c: [0, 0] }, phis: data.map(() => ({ mean: 0, logSd: -1 })) };
  for (let t = 0; t < ${sweeps}; t++) {
    const flat = normalNumbers([${seed}, t], data.length * ${inner + 1});
    const noise = data.map((_, i) => Array.from(flat.slice(i * ${inner + 1}, (i + 1) * ${inner + 1})));
    const thetaRate = (${sign * rate} * s * s) / (1 + t / 60);
    state = sviSweep(data, state, noise, { s, phiRate: ${phiRate} * s * s, thetaRate });
  }
  if (${both ? "height(state.theta) > height(best)" : "true"}) best = state.theta;
}
return best;`;
const SLOPE_OF_Z = `const sd = Math.exp(encoder.logSd);
const zs = xs.map((x, i) => encoder.slope * x + encoder.intercept + sd * noise[i]);
const g = xs.map((x, i) => ((x - w * zs[i] - c) * w) / s ** 2 - zs[i]);
${MEAN}`;
const REPORT = `const sd = Math.exp(phi.logSd);
${MEAN}
const zs = noise.map((e) => phi.mean + sd * e);
const pulls = zs.map((z) => ((x - w * z - c) * w) / s ** 2);
const g = pulls.map((p, k) => p - zs[k]);
const near = (a: number, b: number) => Math.abs(a - b) < 1e-9;
const along = mean(g.map((v, k) => v * sd * noise[k]));`;

/** Wrong solutions of homework 2: each loses the points of one cell, and its hint says why. */
export const wrong: readonly Mutant[] = [
  // noise from a uniform number
  {
    cell: "a1-answer",
    body: `if (family === "laplace") return Math.log(2 * u);
      return family === "logistic" ? Math.log(u / (1 - u)) : -Math.log(-Math.log(u));`,
    loses: "a1-symmetric",
    says: "two halves",
  },
  {
    cell: "a1-answer",
    body: `if (family === "laplace") return u < 0.5 ? Math.log(2 * u) : -Math.log(2 * (1 - u));
      return family === "logistic" ? Math.log((1 - u) / u) : -Math.log(-Math.log(u));`,
    loses: "a1-symmetric",
    says: "falls as u rises",
  },
  {
    cell: "a1-answer",
    body: `if (family === "laplace") return u < 0.5 ? Math.log(2 * u) : -Math.log(2 * (1 - u));
      return family === "logistic" ? 1 / (1 + Math.exp(-u)) : Math.exp(-Math.exp(-u));`,
    loses: "a1-symmetric",
    says: "its inverse is wanted",
  },
  {
    cell: "a1-answer",
    body: `return family === "gumbel" ? -Math.log(-Math.log(1 - u)) : 0;`,
    loses: "a1-gumbel",
    says: "F₀(ε) = exp(−exp(−ε)) is u",
  },
  {
    cell: "a1-answer",
    body: `return family === "gumbel" ? Math.log(-Math.log(u)) : 0;`,
    loses: "a1-gumbel",
    says: "a sign",
  },
  {
    cell: "a1-answer",
    body: `return family === "gumbel" ? -Math.log(u) : 0;`,
    loses: "a1-gumbel",
    says: "one logarithm more",
  },
  // pathwise
  {
    cell: "a2-answer",
    body: `${SLOPES} return { loc: slopes.reduce((a, b) => a + b, 0), scale: slopes.reduce((a, v, k) => a + v * noise[k], 0) };`,
    loses: "a2-loc",
    says: "not the sum",
  },
  {
    cell: "a2-answer",
    body: `${MEAN} ${REWARDS} return { loc: mean(rewards), scale: 0 };`,
    loses: "a2-loc",
    says: "not its derivative",
  },
  {
    cell: "a2-answer",
    body: `let slope = 0;
      for (let k = 1; k < coefficients.length; k++) slope += k * coefficients[k] * loc ** (k - 1);
      return { loc: slope, scale: 0 * scale * noise.length };`,
    loses: "a2-loc",
    says: "not at the location",
  },
  {
    cell: "a2-answer",
    body: `${MEAN} ${SLOPES} return { loc: mean(slopes), scale: mean(slopes) };`,
    loses: "a2-scale",
    says: "∂z/∂s is ε",
  },
  {
    cell: "a2-answer",
    body: `${MEAN} ${SLOPES} return { loc: mean(slopes), scale: mean(slopes.map((v, k) => v * (loc + scale * noise[k]))) };`,
    loses: "a2-scale",
    says: "not z",
  },
  {
    cell: "a2-answer",
    body: `${MEAN} ${SLOPES} return { loc: mean(slopes), scale: mean(slopes.map((v, k) => v * scale * noise[k])) };`,
    loses: "a2-scale",
    says: "with respect to log s",
  },
  {
    cell: "a2-answer",
    body: `${MEAN} ${SLOPES} return { loc: mean(slopes), scale: mean(slopes) * mean(noise) };`,
    loses: "a2-scale",
    says: "not the product of means",
  },
  // score function
  {
    cell: "a3-answer",
    body: `${MEAN} ${P0} ${REWARDS} return { loc: mean(noise.map((e, k) => (rewards[k] * slope(e)) / scale)), scale: 0 };`,
    loses: "a3-loc",
    says: "falls as loc rises",
  },
  {
    cell: "a3-answer",
    body: `${MEAN} ${P0} ${REWARDS} return { loc: mean(noise.map((e, k) => -rewards[k] * slope(e))), scale: 0 };`,
    loses: "a3-loc",
    says: "the chain rule",
  },
  {
    cell: "a3-answer",
    body: `void family; ${MEAN} ${SLOPES} return { loc: mean(slopes), scale: mean(slopes.map((v, k) => v * noise[k])) };`,
    loses: "a3-loc",
    says: "the pathwise gradient",
  },
  {
    cell: "a3-answer",
    body: `void family; ${MEAN} ${REWARDS} return { loc: mean(noise.map((e, k) => (rewards[k] * e) / scale)), scale: 0 };`,
    loses: "a3-loc",
    says: "score of a Gaussian",
  },
  {
    cell: "a3-answer",
    body: `${MEAN} ${P0} ${REWARDS} return { loc: 0, scale: mean(noise.map((e, k) => (-rewards[k] * e * slope(e)) / scale)) };`,
    loses: "a3-scale",
    says: "−log scale is missing",
  },
  {
    cell: "a3-answer",
    body: `${MEAN} ${P0} ${REWARDS} return { loc: 0, scale: mean(noise.map((e, k) => -rewards[k] * (1 + e * slope(e)))) };`,
    loses: "a3-scale",
    says: "with respect to log scale",
  },
  // which can be q
  {
    cell: "b-answer",
    body: "void draws; void grid; void logDensity; return 1;",
    loses: "b-blind",
    says: "without a density",
  },
  {
    cell: "b-answer",
    body: "void draws; void grid; void logDensity; return 0;",
    loses: "b-blind",
    says: "with its own draws",
  },
  {
    cell: "b-answer",
    body: `${MOMENTS} void one; return logDensity && near && alike ? 1 : 0;`,
    loses: "b-normalised",
    says: "integrate exp",
  },
  {
    cell: "b-answer",
    body: `${MOMENTS} void near; return logDensity && one && alike ? 1 : 0;`,
    loses: "b-shifted",
    says: "compare the mean",
  },
  {
    cell: "b-answer",
    body: `${MOMENTS} void alike; return logDensity && one && near ? 1 : 0;`,
    loses: "b-spread",
    says: "compare the spread",
  },
  {
    cell: "b-answer",
    body: `${MOMENTS} return logDensity && one && alike && Math.abs(dm - m) < 1e-6 && near ? 1 : 0;`,
    loses: "b-blind",
    says: "4,000 draws vary",
  },
  {
    cell: "b-answer",
    body: `void draws; void grid; const mass = (logDensity ?? []).reduce((a, l) => a + 0.03 * Math.exp(l), 0);
      return Math.abs(mass - 1) < 0.01 ? 1 : 0;`,
    loses: "b-normalised",
    says: "a grid of its own",
  },
  // the gradient in φ
  {
    cell: "c1-answer",
    body: `${Z} return { mean: pull - z, logSd: (pull - z) * sd * noise };`,
    loses: "c1-score",
    says: "entropy depends on l",
  },
  {
    cell: "c1-answer",
    body: `${Z} return { mean: pull - z, logSd: (pull - z) * noise + 1 };`,
    loses: "c1-score",
    says: "e^l ε",
  },
  {
    cell: "c1-answer",
    body: `${Z} return { mean: pull - z, logSd: (pull - z) * sd + 1 };`,
    loses: "c1-score",
    says: "e^l ε",
  },
  {
    cell: "c1-answer",
    body: `${Z} return { mean: pull, logSd: pull * sd * noise + 1 };`,
    loses: "c1-score",
    says: "log p(z) has a slope",
  },
  {
    cell: "c1-answer",
    body: `${Z} return { mean: z - pull, logSd: -(pull - z) * sd * noise - 1 };`,
    loses: "c1-score",
    says: "not that of a loss",
  },
  ...[
    ["* a[d] * (1 - t * t)", "b multiplies z"],
    ["* a[d] * b[d]", "the slope of tanh t"],
    ["* s * a[d] * b[d] * (1 - t * t)", "not by s"],
  ].map(([factor, says]) => ({
    cell: "c1-answer",
    body: `${Z.replace("* a[d] * b[d] * (1 - t * t)", factor)} return { mean: pull - z, logSd: (pull - z) * sd * noise + 1 };`,
    loses: "c1-score",
    says,
  })),
  // the gradient in θ
  {
    cell: "c2-answer",
    body: `${T} return { a: r.map((v, d) => (-v * t[d]) / s ** 2), b: r.map((v, d) => (-v * a[d] * z * (1 - t[d] ** 2)) / s ** 2), c: r.map((v) => -v / s ** 2) };`,
    loses: "c2-score",
    says: "a sign",
  },
  {
    cell: "c2-answer",
    body: `${T} return { a: r.map((v, d) => (v * t[d]) / s), b: r.map((v, d) => (v * a[d] * z * (1 - t[d] ** 2)) / s), c: r.map((v) => v / s) };`,
    loses: "c2-score",
    says: "not by s",
  },
  {
    cell: "c2-answer",
    body: `${T} void s; return { a: r.map((v, d) => v * t[d]), b: r.map((v, d) => v * a[d] * z * (1 - t[d] ** 2)), c: r };`,
    loses: "c2-score",
    says: "by the variance s²",
  },
  {
    cell: "c2-answer",
    body: `${T} return { a: r.map((v, d) => (v * t[d]) / s ** 2), b: r.map((v, d) => (v * a[d] * z) / s ** 2), c: r.map((v) => v / s ** 2) };`,
    loses: "c2-score",
    says: "1 − tanh² t",
  },
  {
    cell: "c2-answer",
    body: `${T} return { a: r.map((v, d) => (v * t[d]) / s ** 2), b: r.map((v, d) => (v * a[d] * (1 - t[d] ** 2)) / s ** 2), c: r.map((v) => v / s ** 2) };`,
    loses: "c2-score",
    says: "inside the tanh",
  },
  {
    cell: "c2-answer",
    body: `${T} return { a: r.map((v, d) => (v * t[d]) / s ** 2), b: r.map((v, d) => (v * z * (1 - t[d] ** 2)) / s ** 2), c: r.map((v) => v / s ** 2) };`,
    loses: "c2-score",
    says: "a multiplies the tanh",
  },
  // a sweep
  {
    cell: "c3-answer",
    body: sweep({ after: "", end: "for (const g of late) theta = moved(theta, g);" }),
    loses: "c3-score",
    says: "not at the end of the sweep",
  },
  { cell: "c3-answer", body: sweep({ from: "start" }), loses: "c3-score", says: "improved φ" },
  { cell: "c3-answer", body: sweep({ draw: "noise[i][0]" }), loses: "c3-score", says: "noise of its own" },
  { cell: "c3-answer", body: sweep({ out: "{ theta, phis: state.phis }" }), loses: "c3-score", says: "the new φ" },
  { cell: "c3-answer", body: sweep({ out: "{ theta: state.theta, phis }" }), loses: "c3-score", says: "the new θ" },
  // a hidden decoder
  {
    cell: "c4-answer",
    body: "void data; void s; return { a: [1, 1], b: [1, 1], c: [0, 0] };",
    loses: "c4-score",
    says: "is the gradient added",
  },
  {
    cell: "c4-answer",
    body: trained({ sweeps: 5, rate: 0.0005 }),
    loses: "c4-score",
    says: "exact mean log-likelihood",
  },
  {
    cell: "c4-answer",
    body: trained({ sign: -1, sweeps: 120, both: false }),
    loses: "c4-score",
    says: "go down where they should climb",
  },
  {
    cell: "c4-answer",
    body: "void data; void s; return { a: [1, 1], b: [1, 1], c: [0] };",
    loses: "c4-score",
    says: "two numbers each",
  },
  {
    cell: "c4-answer",
    body: `void s; const c = [0, 1].map((d) => data.reduce((sum, x) => sum + x[d], 0) / data.length);
      return { a: [0, 0], b: [0, 0], c };`,
    loses: "c4-score",
    says: "start elsewhere",
  },
  // the best encoder
  {
    cell: "d1-answer",
    body: "const v = w * w + s * s; return { slope: w / v, intercept: (w * c) / v, logSd: Math.log(s) - 0.5 * Math.log(v) };",
    loses: "d1-line",
    says: "α (x − c)",
  },
  {
    cell: "d1-answer",
    body: "void c; const v = w * w + s * s; return { slope: w / v, intercept: 0, logSd: Math.log(s) - 0.5 * Math.log(v) };",
    loses: "d1-line",
    says: "taken off x first",
  },
  {
    cell: "d1-answer",
    body: "return { slope: 1 / w, intercept: -c / w, logSd: Math.log(s / w) };",
    loses: "d1-line",
    says: "the prior pulls",
  },
  {
    cell: "d1-answer",
    body: "const v = w * w + s * s; return { slope: w / v, intercept: (-w * c) / v, logSd: 2 * Math.log(s) - Math.log(v) };",
    loses: "d1-spread",
    says: "that of the variance",
  },
  {
    cell: "d1-answer",
    body: "const v = w * w + s * s; return { slope: w / v, intercept: (-w * c) / v, logSd: s / Math.sqrt(v) };",
    loses: "d1-spread",
    says: "γ is a logarithm",
  },
  {
    cell: "d1-answer",
    body: "const v = w * w + s * s; return { slope: w / v, intercept: (-w * c) / v, logSd: Math.log(s) };",
    loses: "d1-spread",
    says: "spread is in z",
  },
  {
    cell: "d1-answer",
    body: "const v = w * w + s * s; return { slope: w / v, intercept: (-w * c) / v, logSd: 0.5 * Math.log(v) - Math.log(s) };",
    loses: "d1-spread",
    says: "narrower than the prior",
  },
  // the gradient in λ
  {
    cell: "d2-answer",
    body: `${SLOPE_OF_Z} const B = xs.length; return { slope: B * mean(g.map((v, i) => v * xs[i])), intercept: B * mean(g), logSd: B * (mean(g.map((v, i) => v * sd * noise[i])) + 1) };`,
    loses: "d2-score",
    says: "not the sum",
  },
  {
    cell: "d2-answer",
    body: `${SLOPE_OF_Z} return { slope: mean(g.map((v, i) => v * xs[i])), intercept: mean(g), logSd: mean(g.map((v, i) => v * sd * noise[i])) };`,
    loses: "d2-score",
    says: "entropy depends on γ",
  },
  {
    cell: "d2-answer",
    body: `${SLOPE_OF_Z} return { slope: mean(g.map((v, i) => v * xs[i])), intercept: mean(g), logSd: mean(g.map((v, i) => v * noise[i])) + 1 };`,
    loses: "d2-score",
    says: "e^γ ε",
  },
  {
    cell: "d2-answer",
    body: `${SLOPE_OF_Z} return { slope: mean(g), intercept: mean(g), logSd: mean(g.map((v, i) => v * sd * noise[i])) + 1 };`,
    loses: "d2-score",
    says: "∂z/∂α is x",
  },
  {
    cell: "d2-answer",
    body: `${SLOPE_OF_Z} return { slope: -mean(g.map((v, i) => v * xs[i])), intercept: -mean(g), logSd: -mean(g.map((v, i) => v * sd * noise[i])) - 1 };`,
    loses: "d2-score",
    says: "the bound is maximised",
  },
  // training
  ...[
    ["const g = encoderGradient(q, xs, tape[t], line); const k = -rate;", "add the gradient"],
    ["const g = encoderGradient(q, xs, tape[0], line); const k = rate;", "its own row"],
    ["if (t > 0) continue; const g = encoderGradient(q, xs, tape[t], line); const k = rate;", "one step a row"],
    ["const g = encoderGradient(q, xs, tape[t], line); const k = rate * xs.length;", "not the sum"],
    ["const g = encoderGradient(start, xs, tape[t], line); const k = rate;", "at the present λ"],
  ].map(([gradient, says]) => ({
    cell: "d3-answer",
    body: `let q = start;
      for (let t = 0; t < tape.length; t++) {
        ${gradient}
        q = { slope: q.slope + k * g.slope, intercept: q.intercept + k * g.intercept, logSd: q.logSd + k * g.logSd };
      }
      return q;`,
    loses: "d3-score",
    says,
  })),
  // the detective
  {
    cell: "e-answer",
    body: "void x; void phi; void noise; void w; void c; void s; void gradient; return 5;",
    loses: "e-noise",
    says: "compute both numbers",
  },
  {
    cell: "e-answer",
    body: "void x; void phi; void noise; void w; void c; void s; void gradient; return 1;",
    loses: "e-scale",
    says: "this report is right",
  },
  {
    cell: "e-answer",
    body: `${REPORT} if (!near(gradient.mean, mean(g))) return near(gradient.mean, mean(pulls)) ? 4 : 3;
      return gradient.logSd === along + 1 ? 5 : near(gradient.logSd, along) ? 2 : -1;`,
    loses: "e-noise",
    says: "diagnose(",
  },
  {
    cell: "e-answer",
    body: `${REPORT} if (near(gradient.mean, mean(g))) return near(gradient.logSd, along + 1) ? 5 : 0; return 4;`,
    loses: "e-sum",
    says: "this is another fault",
  },
  {
    cell: "e-answer",
    body: `${REPORT} if (near(gradient.mean, mean(g))) return near(gradient.logSd, along + 1) ? 5 : 1; return 3;`,
    loses: "e-prior",
    says: "this is another fault",
  },
  {
    cell: "e-answer",
    body: `${REPORT} return near(gradient.mean, mean(g)) ? 5 : 3;`,
    loses: "e-entropy",
    says: "compute both numbers",
  },
];

/** Right solutions that are written otherwise: each keeps every point. */
export const right: readonly Rewrite[] = [
  {
    cell: "a1-answer",
    body: `const inverse = {
        laplace: () => -Math.sign(u - 0.5) * Math.log1p(-2 * Math.abs(u - 0.5)),
        logistic: () => Math.log(u) - Math.log1p(-u),
        gumbel: () => -Math.log(Math.log(1 / u)),
      };
      return inverse[family]();`,
  },
  {
    cell: "a1-answer",
    body: `switch (family) {
        case "laplace": return u <= 0.5 ? Math.log(u) + Math.LN2 : -Math.LN2 - Math.log(1 - u);
        case "logistic": return 2 * Math.atanh(2 * u - 1);
        default: return -Math.log(-Math.log(u));
      }`,
  },
  {
    cell: "a2-answer",
    body: `let [l, s] = [0, 0];
      for (const e of noise) {
        let slope = 0;
        for (let k = coefficients.length - 1; k >= 1; k--) slope = slope * (loc + scale * e) + k * coefficients[k];
        l += slope / noise.length;
        s += (slope * e) / noise.length;
      }
      return { scale: s, loc: l };`,
  },
  {
    cell: "a2-answer",
    body: `${MEAN} ${SLOPES} return { loc: mean(slopes), scale: mean(slopes.map((v, k) => v * noise[k])) };`,
  },
  {
    cell: "a3-answer",
    body: `${MEAN} ${P0} ${REWARDS}
      return { loc: -mean(noise.map((e, k) => rewards[k] * slope(e))) / scale,
        scale: -mean(rewards.map((r, k) => r * (1 + noise[k] * slope(noise[k])))) / scale };`,
  },
  {
    cell: "a3-answer",
    body: `const logQ = (z: number, l: number, s: number) => {
        const e = (z - l) / s;
        const p = family === "laplace" ? -Math.abs(e) : family === "logistic" ? -e - 2 * Math.log1p(Math.exp(-e)) : -e - Math.exp(-e);
        return p - Math.log(s);
      };
      const h = 1e-3;
      let [gl, gs] = [0, 0];
      const derivative = (f: (t: number) => number) =>
        (45 * (f(h) - f(-h)) - 9 * (f(2 * h) - f(-2 * h)) + (f(3 * h) - f(-3 * h))) / (60 * h);
      for (const e of noise) {
        const z = loc + scale * e;
        const r = coefficients.reduce((sum, c, k) => sum + c * z ** k, 0);
        const s0 = family === "laplace" ? -Math.sign(e) : derivative((t) => logQ(z + scale * t, loc, scale));
        gl -= (r * s0) / scale / noise.length;
        gs -= (r * (1 + e * s0)) / scale / noise.length;
      }
      return { loc: gl, scale: gs };`,
  },
  { cell: "b-answer", body: `${MOMENTS} return Number(logDensity !== null && one && near && alike);` },
  {
    cell: "b-answer",
    body: `if (!logDensity) return 0;
      const step = grid[1] - grid[0];
      let mass = 0;
      const cdf = logDensity.map((l) => (mass += Math.exp(l) * step));
      if (Math.abs(mass - 1) > 0.01) return 0;
      const sorted = [...draws].sort((a, b) => a - b);
      let worst = 0;
      for (let i = 0; i < sorted.length; i += 20) {
        const at = Math.round((sorted[i] - grid[0]) / step);
        worst = Math.max(worst, Math.abs((cdf[Math.min(Math.max(at, 0), cdf.length - 1)] ?? 1) - i / sorted.length));
      }
      return worst < 0.06 ? 1 : 0;`,
  },
  { cell: "c1-answer", body: `${Z} const g = pull - z; return { logSd: 1 + g * (z - phi.mean), mean: g };` },
  {
    cell: "c1-answer",
    body: `const sd = Math.exp(phi.logSd);
      const z = phi.mean + noise * sd;
      let slope = -z;
      for (let d = 0; d < x.length; d++) {
        const e = Math.exp(-2 * Math.abs(b[d] * z));
        const t = (Math.sign(b[d] * z) * (1 - e)) / (1 + e);
        slope += ((x[d] - a[d] * t - c[d]) * a[d] * b[d] * (1 - t) * (1 + t)) / (s * s);
      }
      return { mean: slope, logSd: 1 + slope * noise * sd };`,
  },
  {
    cell: "c2-answer",
    body: `${T} const p = r.map((v) => v / s / s);
      return { c: p, a: p.map((v, d) => v * t[d]), b: p.map((v, d) => (v * a[d] * z) / Math.cosh(b[d] * z) ** 2) };`,
  },
  {
    cell: "c2-answer",
    body: `const g = { a: [] as number[], b: [] as number[], c: [] as number[] };
      x.forEach((v, d) => {
        const t = Math.tanh(b[d] * z);
        const pull = (v - (a[d] * t + c[d])) / (s * s);
        g.a.push(pull * t);
        g.b.push(pull * a[d] * (z - z * t * t));
        g.c.push(pull);
      });
      return g;`,
  },
  { cell: "c3-answer", body: sweep({}) },
  {
    cell: "c3-answer",
    body: `const { s, phiRate, thetaRate } = rates;
      const now = { a: [...state.theta.a], b: [...state.theta.b], c: [...state.theta.c] };
      const phis = state.phis.map((phi) => ({ ...phi }));
      data.forEach((x, i) => {
        const K = noise[i].length - 1;
        for (let k = 0; k < K; k++) {
          const g = phiGradient(x, phis[i], now, s, noise[i][k]);
          phis[i].mean += phiRate * g.mean;
          phis[i].logSd += phiRate * g.logSd;
        }
        const g = thetaGradient(x, phis[i].mean + Math.exp(phis[i].logSd) * noise[i][K], now, s);
        for (const d of [0, 1]) {
          now.a[d] += thetaRate * g.a[d];
          now.b[d] += thetaRate * g.b[d];
          now.c[d] += thetaRate * g.c[d];
        }
      });
      return { theta: now, phis };`,
  },
  { cell: "c4-answer", body: trained({ sweeps: 300, inner: 5, seed: 9 }) },
  { cell: "c4-answer", body: trained({ sweeps: 250, inner: 10, rate: 0.06, phiRate: 0.04 }) },
  {
    cell: "d1-answer",
    body: "const v = w * w + s * s; return { logSd: Math.log(s) - Math.log(Math.sqrt(v)), intercept: (-c * w) / v, slope: w / v };",
  },
  {
    cell: "d1-answer",
    body: "const p = 1 + (w * w) / (s * s); const slope = w / (s * s * p); return { slope, intercept: slope * -c, logSd: Math.log(1 / Math.sqrt(p)) };",
  },
  {
    cell: "d2-answer",
    body: `${SLOPE_OF_Z} return { logSd: 1 + mean(g.map((v, i) => v * (zs[i] - encoder.slope * xs[i] - encoder.intercept))), intercept: mean(g), slope: mean(xs.map((x, i) => x * g[i])) };`,
  },
  {
    cell: "d2-answer",
    body: `let [slope, intercept, logSd] = [0, 0, 0];
      xs.forEach((x, i) => {
        const spread = Math.exp(encoder.logSd) * noise[i];
        const z = encoder.slope * x + encoder.intercept + spread;
        const g = (w * (x - c)) / s ** 2 - z * (1 + (w / s) ** 2);
        slope += (g * x) / xs.length;
        intercept += g / xs.length;
        logSd += (g * spread + 1) / xs.length;
      });
      return { slope, intercept, logSd };`,
  },
  {
    cell: "d3-answer",
    body: `let { slope, intercept, logSd } = start;
      for (const noise of tape) {
        const g = encoderGradient({ slope, intercept, logSd }, xs, noise, line);
        slope += rate * g.slope;
        intercept += rate * g.intercept;
        logSd += rate * g.logSd;
      }
      return { slope, intercept, logSd };`,
  },
  {
    cell: "d3-answer",
    body: `const climb = (q: Encoder, t: number): Encoder => {
        if (t === tape.length) return q;
        const g = encoderGradient(q, xs, tape[t], line);
        return climb({ slope: q.slope + g.slope * rate, intercept: q.intercept + g.intercept * rate, logSd: q.logSd + g.logSd * rate }, t + 1);
      };
      return climb(start, 0);`,
  },
  {
    cell: "e-answer",
    body: `${REPORT}
      if (near(gradient.mean, mean(pulls)) && !near(mean(pulls), mean(g))) return 4;
      if (near(gradient.mean, noise.length * mean(g))) return 3;
      if (near(gradient.logSd, along)) return 2;
      if (near(gradient.logSd, along / sd + 1)) return 1;
      return near(gradient.logSd, along + 1) ? 5 : 0;`,
  },
  {
    cell: "e-answer",
    body: `${REPORT}
      const table = [
        { mean: mean(g), logSd: 1 + sd * mean(g) },
        { mean: mean(g), logSd: 1 + mean(g.map((v, k) => v * noise[k])) },
        { mean: mean(g), logSd: along },
        { mean: g.reduce((a, b) => a + b, 0), logSd: 1 + along * noise.length },
        { mean: mean(pulls), logSd: 1 + mean(pulls.map((v, k) => v * sd * noise[k])) },
        { mean: mean(g), logSd: 1 + along },
      ];
      const apart = table.map((t) => Math.abs(t.mean - gradient.mean) + Math.abs(t.logSd - gradient.logSd));
      return apart.indexOf(Math.min(...apart));`,
  },
];
