import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import * as elbo from "../src/index";
import * as tf from "../src/tensors/tf";

const key = elbo.keyFromSeed(1);
const mc = { key, numSamples: 2 };
const nan = Number.NaN;
const q = () => elbo.independent(elbo.normal([[0]], 1));
const line = elbo.linearGaussian({ weights: [[1]], bias: [0], scale: 1 });
const solid = elbo.linearGaussian({ weights: [[1, 1, 1]], bias: [0], scale: 1 });
const tables = elbo.discreteModel({
  prior: [0.5, 0.5],
  likelihood: [
    [1, 0],
    [0.5, 0.5],
  ],
});
const prior = { weights: [0.5, 0.5], means: [[-1], [1]], covariances: [[[1]], [[1]]] };
const chain = elbo.diffusionChain({ data: prior, numSteps: 2 });
const encoder = elbo.mlp({ sizes: [1, 3], key });
const half = [[0.5, 0.5]];
const identity = [
  [1, 0],
  [0, 1],
];
const int = tf.tensor1d([1, 2], "int32");
const empty = { maximize: () => tf.zeros([1]), batches: [], key };

/** What every bound must refuse of its x, its q and its draws. */
const ofBound = (bound: elbo.Bound): (() => unknown)[] => [
  () => bound(line, q(), [], mc),
  () => bound(line, q(), [[]], mc),
  () => bound(line, q(), [[nan]], mc),
  () => bound(line, q(), [[1], [1, 2]], mc),
  () => bound(line, q(), tf.tensor1d([1]), mc),
  () => bound(line, q(), tf.tensor2d([[1]], [1, 1], "int32"), mc),
  () => bound(line, q(), tf.zeros([0, 1]), mc),
  () => bound(line, q(), [[1], [2]], mc),
  () => bound(line, elbo.normal(0, 1), [[1]], mc),
  () => bound(line, elbo.normal([0], 1), [[1]], mc),
  () => bound(line, q(), [[1]], { key, numSamples: 0 }),
  () => bound(line, q(), [[1]], { key, numSamples: 1.5 }),
];
/** What every distribution with a place and a scale must refuse. */
const ofLocScale = (make: (loc: never, scale: never) => unknown): (() => unknown)[] =>
  [
    [nan, 1],
    [Infinity, 1],
    [0, 0],
    [0, -1],
    [0, nan],
    [[], 1],
    [[[1, 2], [3]], 1],
    [
      [0, 0],
      [1, 1, 1],
    ],
    [int, 1],
    ["0", 1],
    [undefined, 1],
    [[0, undefined], 1],
    [0, undefined],
    [0, 1e-50],
    [[[1, 2], [3], [4, 5, 6]], 1],
  ].map(
    ([loc, scale]) =>
      () =>
        make(loc as never, scale as never),
  );
/** What every function of rows must refuse. */
const ofRows = (f: (x: number[][]) => unknown): (() => unknown)[] => [
  () => f([]),
  () => f([[]]),
  () => f([[nan]]),
  () => f([[1, 2], [3]]),
];

/** Every public function with what it must refuse: wrong shapes and dtypes, NaN, nothing at all, scales and probabilities that are none. */
const REFUSED: Readonly<Record<string, readonly (() => unknown)[]>> = {
  elbo: ofBound(elbo.elbo),
  elboClosedFormKl: ofBound(elbo.elboClosedFormKl),
  iwaeBound: ofBound(elbo.iwaeBound),
  stickTheLanding: [
    ...ofBound(elbo.stickTheLanding),
    () => elbo.stickTheLanding(tables, elbo.categorical([[0, 0]]), [[1]], mc),
  ],
  doublyReparameterized: [
    ...ofBound(elbo.doublyReparameterized),
    () => elbo.doublyReparameterized(tables, elbo.categorical([[0, 0]]), [[1]], mc),
  ],
  scoreFunction: [
    ...ofBound(elbo.scoreFunction()),
    () => elbo.scoreFunction({ baseline: nan }),
    () => elbo.scoreFunction({ baseline: "leave-one-out" })(line, q(), [[1]], { key, numSamples: 1 }),
  ],
  elboOnGrid: [
    ...ofRows((x) => elbo.elboOnGrid(line, q(), x)),
    () => elbo.elboOnGrid(line, elbo.normal([0], 1), [[1]]),
    () => elbo.elboOnGrid(solid, elbo.independent(elbo.normal([[0, 0, 0]], 1)), [[1]]),
    () => elbo.elboOnGrid(line, q(), [[1], [2]]),
    () => elbo.elboOnGrid(line, q(), [[1]], { radius: -1 }),
    () => elbo.elboOnGrid(line, q(), [[1]], { nodes: 1 }),
  ],
  elboByGaussHermite: [
    ...ofRows((x) => elbo.elboByGaussHermite(line, q(), x)),
    () => elbo.elboByGaussHermite(line, elbo.normal([0], 1), [[1]]),
    () => elbo.elboByGaussHermite(line, q(), [[1], [2]]),
    () => elbo.elboByGaussHermite(line, q(), [[1]], { nodes: 0 }),
  ],
  elboByQuadrature: [
    ...ofRows((x) => elbo.elboByQuadrature(line, q(), x)),
    () => elbo.elboByQuadrature(line, q(), [[1]], { tolerance: 0 }),
    () => elbo.elboByQuadrature(line, q(), [[1]], { radius: nan }),
    () => elbo.elboByQuadrature(line, elbo.independent(elbo.normal([[50]], 1)), [[1]]),
  ],
  elboByEnumeration: [
    ...ofRows((x) => elbo.elboByEnumeration(tables, half, x)),
    ...ofRows((r) => elbo.elboByEnumeration(tables, r, [[0]])),
    () => elbo.elboByEnumeration(tables, [[0.5, 0.6]], [[0]]),
    () => elbo.elboByEnumeration(tables, [[-0.5, 1.5]], [[0]]),
    () => elbo.elboByEnumeration(tables, half, [[0], [1]]),
  ],
  factorizedElbo: [
    () => elbo.factorizedElbo([0, 0], [nan]),
    () => elbo.factorizedElbo([0, 0], []),
    () => elbo.factorizedElbo([0, 0], [-0.1]),
    () => elbo.factorizedElbo([0, 0, 0], [0.5]),
    () => elbo.factorizedElbo([0, nan], [0.5]),
  ],
  bestBits: [() => elbo.bestBits([0, 0], [2]), () => elbo.bestBits([0], [0.5]), () => elbo.bestBits([], [])],
  bestBit: [
    () => elbo.bestBit([0, 0], [0.5], 1),
    () => elbo.bestBit([0, 0], [2], 0),
    () => elbo.bestBit([0], [0.5], 0),
  ],
  gaps: [
    () => elbo.gaps({ logMarginal: [], best: [], amortized: [] }),
    () => elbo.gaps({ logMarginal: [1], best: [1, 2], amortized: [1] }),
    () => elbo.gaps({ logMarginal: [nan], best: [1], amortized: [1] }),
  ],
  linearElbo: [
    () => elbo.linearElbo(line, { weights: [[1]], covariance: [[0]] }, [[1]]),
    () => elbo.linearElbo(line, { weights: [[1, 1]], covariance: [[1]] }, [[1]]),
    () => elbo.linearElbo(line, { weights: [[1]], covariance: [[1]] }, [[nan]]),
  ],
  linearLogMarginal: ofRows((s) => elbo.linearLogMarginal(line, s)),
  normal: ofLocScale(elbo.normal),
  laplace: ofLocScale(elbo.laplace),
  logistic: ofLocScale(elbo.logistic),
  logNormalDensity: [() => elbo.logNormalDensity(0, 0, 0), () => elbo.logNormalDensity(0, 0, nan)],
  bernoulli: [() => elbo.bernoulli(nan), () => elbo.bernoulli([]), () => elbo.bernoulli(int)],
  categorical: [
    () => elbo.categorical([0, nan]),
    () => elbo.categorical([0, Infinity]),
    () => elbo.categorical([-Infinity, -Infinity]),
    () => elbo.categorical(0),
    () => elbo.categorical([]),
    () => elbo.categorical(int),
  ],
  poisson: [() => elbo.poisson(-1), () => elbo.poisson(nan), () => elbo.poisson(int)],
  mixture: [
    () => elbo.mixture([0.5, 0.6], elbo.normal([0, 1], 1)),
    () => elbo.mixture([-0.5, 1.5], elbo.normal([0, 1], 1)),
    () => elbo.mixture([nan, 1], elbo.normal([0, 1], 1)),
    () => elbo.mixture([], elbo.normal([0, 1], 1)),
    () => elbo.mixture([1], elbo.normal([0, 1], 1)),
  ],
  independent: [() => elbo.independent(elbo.normal(0, 1)), () => elbo.independent(elbo.normal([0], 1), 2)],
  multivariateNormal: [
    () => elbo.multivariateNormal([0, nan], identity),
    () => elbo.multivariateNormal([0, 0], [[1, 0]]),
    () =>
      elbo.multivariateNormal(
        [0, 0],
        [
          [-1, 0],
          [0, 1],
        ],
      ),
    () => elbo.multivariateNormal(0, 1),
    () => elbo.multivariateNormal(int, identity),
  ],
  relaxedBernoulli: [
    () => elbo.relaxedBernoulli(0, 0),
    () => elbo.relaxedBernoulli(nan, 1),
    () => elbo.relaxedBernoulli(0, [1]),
  ],
  relaxedCategorical: [
    () => elbo.relaxedCategorical([0, 0], -1),
    () => elbo.relaxedCategorical([0], 1),
    () => elbo.relaxedCategorical([0, nan], 1),
  ],
  autoregressive: [
    () => elbo.autoregressive([[0]], [0, 0]),
    () => elbo.autoregressive([[nan]], [0]),
    () => elbo.autoregressive(0, 0),
  ],
  stacked: [
    () => elbo.stacked(elbo.normal(0, 1), () => q()),
    () => elbo.stacked(elbo.independent(elbo.normal([0], 1)), (z) => elbo.normal(z, 1)),
    () =>
      elbo
        .stacked(elbo.independent(elbo.normal([0], 1)), (z) => elbo.independent(elbo.normal(z, 1)))
        .logProb(tf.zeros([3])),
  ],
  flow: [() => elbo.flow([]), () => elbo.flow([elbo.affine([0], [[1]]), elbo.affine([0, 0], identity)])],
  affine: [
    () => elbo.affine([0, 0], [[1]]),
    () => elbo.affine([nan], [[1]]),
    () => elbo.affine([0], [[-1]]),
    () => elbo.affine(0, 1),
  ],
  spline: [
    () => elbo.spline({ logWidths: [[0]], logHeights: [[0]], logSlopes: [[0]] }),
    () => elbo.spline({ logWidths: [[0, 0]], logHeights: [[0, 0, 0]], logSlopes: [[0]] }),
    () => elbo.spline({ logWidths: [[0, 0]], logHeights: [[0, 0]], logSlopes: [[0, 0]] }),
    () => elbo.spline({ logWidths: [[0, nan]], logHeights: [[0, 0]], logSlopes: [[0]] }),
    () => elbo.spline({ logWidths: [[0, 0]], logHeights: [[0, 0]], logSlopes: [[0]], radius: 0 }),
  ],
  diagonalNormal: [
    () => elbo.diagonalNormal(0),
    () => elbo.diagonalNormal(1.5),
    () => elbo.fromOutputs(elbo.diagonalNormal(1), tf.zeros([1, 3])),
  ],
  fullNormal: [() => elbo.fullNormal(0), () => elbo.fullNormal(nan)],
  normalMixture: [() => elbo.normalMixture(1, 0), () => elbo.normalMixture(0, 1)],
  splineFlow: [() => elbo.splineFlow(0), () => elbo.splineFlow(1, { numBins: 1 })],
  independentBits: [() => elbo.independentBits(-1)],
  kl: [
    () => elbo.kl(elbo.normal(0, 1), elbo.categorical([0, 0])),
    () => elbo.kl(elbo.independent(elbo.normal([0, 0], 1)), elbo.multivariateNormal([0], [[1]])),
  ],
  logMarginalByEnumeration: ofRows((x) => elbo.logMarginalByEnumeration(tables, x)),
  logMarginalOnGrid: [
    ...ofRows((x) => elbo.logMarginalOnGrid(line, x)),
    () => elbo.logMarginalOnGrid(solid, [[1]]),
    () => elbo.logMarginalOnGrid(line, [[1]], { radius: -1 }),
    () => elbo.logMarginalOnGrid(line, [[1]], { nodes: 1 }),
    () => elbo.logMarginalOnGrid(line, [[1]], { nodes: 1.5 }),
  ],
  logJointOnGrid: [
    ...ofRows((x) => elbo.logJointOnGrid(line, x)),
    () => elbo.logJointOnGrid(solid, [[1]]),
    () => elbo.logJointOnGrid(line, [[1]], { radius: -1 }),
    () => elbo.logJointOnGrid(line, [[1]], { nodes: 1.5 }),
  ],
  posteriorByEnumeration: ofRows((x) => elbo.posteriorByEnumeration(tables, x)),
  logMarginalExact: [...ofRows((x) => elbo.logMarginalExact(line, x)), () => elbo.logMarginalExact(line, [[1, 2]])],
  logMarginalByQuadrature: [
    ...ofRows((x) => elbo.logMarginalByQuadrature(line, x)),
    () => elbo.logMarginalByQuadrature(solid, [[1]]),
    () => elbo.logMarginalByQuadrature(line, [[1, 2, 3]]),
    ...[0, -8, nan, Infinity].flatMap((bad) => [
      () => elbo.logMarginalByQuadrature(line, [[1]], { radius: bad }),
      () => elbo.logMarginalByQuadrature(line, [[1]], { tolerance: bad }),
    ]),
    () => elbo.logMarginalByQuadrature(elbo.linearGaussian({ weights: [[1]], bias: [0], scale: 1e-6 }), [[1]]),
  ],
  logMarginalByPriorSampling: [
    ...ofRows((x) => elbo.logMarginalByPriorSampling(line, x, mc)),
    () => elbo.logMarginalByPriorSampling(line, [[1]], { key, numSamples: 1 }),
  ],
  logMarginalByImportance: [
    ...ofRows((x) => elbo.logMarginalByImportance(line, q(), x, mc)),
    () => elbo.logMarginalByImportance(line, q(), [[1], [2]], mc),
    () => elbo.logMarginalByImportance(line, q(), [[1]], { key, numSamples: nan }),
  ],
  logMarginalByPropagation: [
    () => elbo.logMarginalByPropagation(chain, []),
    () => elbo.logMarginalByPropagation(chain, [nan]),
    () => elbo.logMarginalByPropagation(chain, [99]),
  ],
  linearGaussian: [
    () => elbo.linearGaussian({ weights: [[1]], bias: [0], scale: -1 }),
    () => elbo.linearGaussian({ weights: [[1]], bias: [0, 1], scale: 1 }),
    () => elbo.linearGaussian({ weights: [[nan]], bias: [0], scale: 1 }),
    () => elbo.linearGaussian({ weights: [], bias: [], scale: 1 }),
    () => line.posterior([nan]),
    () => line.posterior([1, 2]),
  ],
  linearGaussianMixture: [
    () => elbo.linearGaussianMixture({ prior, weights: [[1, 2]], bias: [0], scale: 1 }),
    () => elbo.linearGaussianMixture({ prior, weights: [[1]], bias: [0], scale: 0 }),
  ],
  gaussianMixture: [
    () => elbo.gaussianMixture({ ...prior, weights: [0.5, 0.6] }),
    () => elbo.gaussianMixture({ ...prior, means: [[0]] }),
    () => elbo.gaussianMixture({ ...prior, means: [[nan], [0]] }),
    () => elbo.gaussianMixture(prior).logJointTable([[1, 2]]),
  ],
  gaussianMixtureFromCompleted: [
    ...ofRows((x) => elbo.gaussianMixtureFromCompleted(x, half)),
    () =>
      elbo.gaussianMixtureFromCompleted(
        [[1], [2]],
        [
          [1, 0],
          [1, 0],
        ],
      ),
    () => elbo.gaussianMixtureFromCompleted([[1]], [[1], [1]]),
    () =>
      elbo.gaussianMixtureFromCompleted(
        [[1], [2]],
        [
          [-1, 2],
          [1, 0],
        ],
      ),
  ],
  gaussianMixtureEm: [...ofRows((x) => elbo.gaussianMixtureEm(x))],
  discreteModel: [
    () => elbo.discreteModel({ prior: [0.5, 0.4], likelihood: [[1], [1]] }),
    () => elbo.discreteModel({ prior: [1], likelihood: [[0.5, 0.4]] }),
    () => elbo.discreteModel({ prior: [0.5, 0.5], likelihood: [[1]] }),
    () => tables.logJointTable([[2]]),
    () => tables.logJointTable([[0.5]]),
    () => tables.logJointTable([[0, 1]]),
  ],
  missingBits: [
    () =>
      elbo.missingBits({
        weights: [
          [0, 0],
          [0, 0],
        ],
        bias: [0, 0],
        numMissing: 2,
      }),
    () => elbo.missingBits({ weights: [[0, 0]], bias: [0, 0], numMissing: 1 }),
    () =>
      elbo.missingBits({
        weights: [
          [0, 0],
          [0, 0],
        ],
        bias: [0, nan],
        numMissing: 1,
      }),
    () =>
      elbo
        .missingBits({
          weights: [
            [0, 0],
            [0, 0],
          ],
          bias: [0, 0],
          numMissing: 1,
        })
        .logJointTable([[0.5]]),
  ],
  latentBits: [
    () => elbo.latentBits({ prior: [1.5], weights: [[1]], bias: [0] }),
    () => elbo.latentBits({ prior: [0], weights: [[1]], bias: [0] }),
    () => elbo.latentBits({ prior: [0.5], weights: [[nan]], bias: [0] }),
    () => elbo.latentBits({ prior: [0.5], weights: [[1, 1]], bias: [0] }),
  ],
  symmetricMixture: [() => elbo.symmetricMixture(nan)],
  symmetricMixtureFromCompleted: [
    ...ofRows((x) => elbo.symmetricMixtureFromCompleted(x, half)),
    () => elbo.symmetricMixtureFromCompleted([[1], [2]], half),
  ],
  deepLatent: [
    () => elbo.deepLatent({ decoder: encoder, latentDim: 0, likelihood: () => q() }),
    () => elbo.deepLatent({ decoder: encoder, latentDim: 2, likelihood: () => q(), prior: elbo.normal(0, 1) }),
  ],
  diffusionChain: [
    () => elbo.diffusionChain({ data: prior, numSteps: 0 }),
    () =>
      elbo.diffusionChain({
        data: {
          ...prior,
          means: [
            [0, 0],
            [0, 0],
          ],
        },
        numSteps: 1,
      }),
    () => elbo.diffusionChain({ data: { ...prior, weights: [0.5, 0.6] }, numSteps: 1 }),
    () => chain.reverse(0, 1),
    () => chain.reverse(3, 1),
    () => chain.noised(3),
  ],
  ppca: [
    ...ofRows((covariance) => elbo.ppca({ mean: [0], covariance, latentDim: 1 })),
    () => elbo.ppca({ mean: [0, 0], covariance: identity, latentDim: 2 }),
    () => elbo.ppca({ mean: [0, 0], covariance: identity, latentDim: 1, scale: -1 }),
  ],
  logJoint: [() => elbo.logJoint(line, tf.tensor2d([[1]]), tf.zeros([1, 1, 2]))],
  mlp: [
    () => elbo.mlp({ sizes: [1], key }),
    () => elbo.mlp({ sizes: [1, 0], key }),
    () => elbo.mlp({ sizes: [1, 1], key, activation: "sigmoid" as never }),
    () => elbo.mlp({ layers: [] }),
    () => elbo.mlp({ layers: [{ weight: [[nan]], bias: [0] }] }),
    () => encoder.apply(tf.zeros([1, 2])),
    () => encoder.apply(tf.scalar(1)),
  ],
  amortized: [() => elbo.amortized(encoder).given({ x: tf.zeros([1, 1]), indices: [0] })],
  perDatapoint: [
    () => elbo.perDatapoint({ numData: 0, latentDim: 1 }),
    () => elbo.perDatapoint({ numData: 1, latentDim: nan }),
    () => elbo.perDatapoint({ numData: 1, latentDim: 1 }).given({ x: tf.zeros([1, 1]), indices: [1] }),
    () => elbo.perDatapoint({ numData: 2, latentDim: 1 }).given({ x: tf.zeros([1, 1]), indices: [0.5] }),
  ],
  nearest: [
    () => elbo.nearest(elbo.amortized(encoder), []),
    () => elbo.nearest(elbo.amortized(encoder), [[nan]]),
    () => elbo.nearest(elbo.amortized(encoder), [[1, 2]]).given({ x: tf.zeros([1, 1]), indices: [] }),
  ],
  refined: [() => elbo.refined({ family: elbo.diagonalNormal(1), bound: () => tf.zeros([1]), steps: nan })],
  ascend: [() => elbo.ascend(() => 0, []), () => elbo.ascend(() => nan, [0]), () => elbo.ascend(() => 0, [nan])],
  coordinateAscent: [
    () => elbo.coordinateAscent({ start: [], best: () => 0, bound: () => 0 }),
    () => elbo.coordinateAscent({ start: [0], best: () => 1, bound: ([v]) => -v }),
    () => elbo.coordinateAscent({ start: [0], best: () => 1, bound: () => nan }),
  ],
  expectationMaximization: [
    () =>
      elbo.expectationMaximization({
        start: 0,
        eStep: (theta: number) => theta,
        mStep: (theta: number) => theta,
        bound: () => nan,
        logLikelihood: () => 0,
      }),
  ],
  kMeans: [
    ...ofRows((x) => elbo.kMeans(x, [[1]])),
    ...ofRows((start) => elbo.kMeans([[1]], start)),
    () => elbo.kMeans([[1]], [[1], [9]]),
    () => elbo.kMeans([[1]], [[1, 2]]),
  ],
  gradientSamples: [
    () => elbo.gradientSamples({ maximize: ({ a }) => a, at: { a: [1] }, numDraws: 1, key }),
    () => elbo.gradientSamples({ maximize: ({ a }) => a, at: { a: [nan] }, numDraws: 2, key }),
    () => elbo.gradientSamples({ maximize: ({ a }) => a, at: { a: [1] }, numDraws: 2, key }),
  ],
  fit: [
    () => elbo.fit({ ...empty, params: [encoder.params], optimizer: elbo.adam as never }),
    () => elbo.fit({ ...empty, params: [] }),
    () => elbo.fit({ ...empty, params: [encoder.params], every: 0 }),
  ],
  svi: [() => elbo.svi({ ...empty, theta: { params: [] }, phi: { params: [] }, innerSteps: 0 })],
  sgd: [() => elbo.sgd(-1).rates(1), () => elbo.sgd(() => nan).rates(1)],
  momentum: [() => elbo.momentum(nan).rates(1), () => elbo.momentum(0.1, { momentum: 1 })],
  adam: [() => elbo.adam(nan).rates(1), () => elbo.adam(1, { beta1: -1 }), () => elbo.adam(1, { epsilon: 0 })],
  exponentialDecay: [
    () => elbo.exponentialDecay(1, { factor: 2, every: 1 }),
    () => elbo.exponentialDecay(1, { factor: 0.5, every: 0 }),
  ],
  cosineDecay: [() => elbo.cosineDecay(1, { steps: 0 })],
  warmUp: [() => elbo.warmUp(1, { steps: nan })],
  checkpoint: [() => elbo.checkpoint("weights", { every: 0 })],
  parameters: [() => elbo.parameters({ a: [nan] }), () => elbo.parameters({ a: tf.tensor1d([1], "int32") })],
  foldIn: [
    () => elbo.foldIn(1 as never, 0),
    () => elbo.foldIn(key, -1),
    () => elbo.foldIn(key, 0.5),
    () => elbo.foldIn(key, 2 ** 32),
  ],
  splitKey: [() => elbo.splitKey(1 as never)],
  normalNumbers: [() => elbo.normalNumbers(1 as never, 2)],
  uniformNumbers: [() => elbo.uniformNumbers(undefined as never, 2)],
  keyFromSeed: [() => elbo.keyFromSeed(-1), () => elbo.keyFromSeed(0.5), () => elbo.keyFromSeed(nan)],
  logSumExp: [() => elbo.logSumExp([])],
  integrate: [
    () => elbo.integrate(Math.sin, { from: 1, to: 0 }),
    () => elbo.integrate(Math.sin, { from: 0, to: nan }),
    () => elbo.integrate(() => nan, { from: 0, to: 1 }),
  ],
  linspace: [() => elbo.linspace(0, 1, 1), () => elbo.linspace(0, 1, nan)],
  mean: [() => elbo.mean([])],
  meanWithError: [() => elbo.meanWithError([1])],
  cholesky: [
    ...ofRows(elbo.cholesky),
    () => elbo.cholesky([[1, 2]]),
    () => elbo.cholesky([[-1]]),
    () =>
      elbo.cholesky([
        [1, 2],
        [0, 1],
      ]),
  ],
  inverse: [...ofRows(elbo.inverse), () => elbo.inverse([[0]])],
  multiply: [...ofRows((a) => elbo.multiply(a, [[1]])), () => elbo.multiply([[1, 2]], [[1]])],
  transpose: ofRows(elbo.transpose),
  gaussHermite: [() => elbo.gaussHermite(0), () => elbo.gaussHermite(nan)],
  eigenSymmetric: [
    ...ofRows(elbo.eigenSymmetric),
    () =>
      elbo.eigenSymmetric([
        [1, 2],
        [0, 1],
      ]),
  ],
  meanAndCovariance: ofRows(elbo.meanAndCovariance),
};

/** Functions of which nothing can be wrong that TypeScript lets through, or whose own tests hold their table. */
const NOTHING_TO_REFUSE: Readonly<Record<string, string>> = {
  chainElbo: "takes what diffusionChain made",
  trainedNetworks: "takes the name of a file that is there",
  momentsOf: "takes what gaussianMixture accepts",
  asDistribution: "takes what a model made",
  free: "takes what a family is",
  fromOutputs: "is named by its family, above",
  numParameters: "takes what a family is",
  sum: "of nothing is 0",
  toNumbers: "takes any tensor",
  backend: "takes nothing",
  compile: "refuses what a function does, not what it is given: see its own tests",
  freshKey: "takes nothing",
};

/** Functions that leave it to another public function to refuse, which then says its own name. */
const INNER: Readonly<Record<string, readonly string[]>> = {
  elboByEnumeration: ["discreteModel"],
  linearElbo: ["cholesky"],
  inverse: ["cholesky"],
  diffusionChain: ["gaussianMixture"],
  logJoint: ["linearGaussian"],
  logMarginalByQuadrature: ["logJoint"],
  splitKey: ["foldIn"],
  normalNumbers: ["sample"],
  uniformNumbers: ["sample"],
};

const ROOMS = "tensors|distributions|networks|models|marginals|bounds|posteriors|fitting";

describe("bad input is refused in one line, who needs what, got what", () => {
  describe.each(Object.entries(REFUSED))("%s", (who, acts) => {
    test.each(acts.map((act) => [act.toString().replace(/\s+/g, " "), act] as const))("%s", async (_, act) => {
      let message = "nothing thrown";
      try {
        await act();
      } catch (error) {
        message = (error as Error).message;
      }
      expect(message).toMatch(/^\w+ needs .+, got .+$/);
      expect([who, ...(INNER[who] ?? [])]).toContain(message.split(" ")[0]);
    });
  });

  test("by every public function", () => {
    const index = readFileSync(path.join(__dirname, "..", "src", "index.ts"), "utf8");
    const functions = new Set(
      Object.entries(elbo).flatMap(([name, value]) => (typeof value === "function" ? name : [])),
    );
    const names = [...index.matchAll(new RegExp(`export \\{([^}]*)\\} from "\\./(?:${ROOMS})/`, "g"))]
      .flatMap(([, list]) => list.split(","))
      .map((name) => name.trim())
      .filter((name) => name && !name.startsWith("type "))
      .filter((name) => functions.has(name));
    expect(names.filter((name) => !(name in REFUSED) && !(name in NOTHING_TO_REFUSE))).toEqual([]);
  });
});
