// The public names, in the lecture's order: data, a model and its exact marginal, q and the bound, fitting, and what a notebook shows.

export { doublyReparameterized } from "./bounds/doubly-reparameterized";
export { type Bound, elbo, type MonteCarlo } from "./bounds/elbo";
export { type ElboTerms, elboByEnumeration } from "./bounds/elbo-by-enumeration";
export { elboClosedFormKl } from "./bounds/elbo-closed-form-kl";
export { iwaeBound } from "./bounds/iwae";
export { type Baseline, scoreFunction } from "./bounds/score-function";
export { stickTheLanding } from "./bounds/stick-the-landing";
export { type BoundRow, boundVsLogLikelihood } from "./charts/bound";
export { boundScatter } from "./charts/bound-scatter";
export { clusters } from "./charts/clusters";
export { mixtureDensity } from "./charts/density";
export { elboTerms } from "./charts/elbo-terms";
export { jensenChord } from "./charts/jensen";
export { type MixtureFrame, mixtureOverData } from "./charts/mixture-over-data";
export type { ChartSpec } from "./charts/spec";
export { batches } from "./data/batches";
export { binarizeByDraw, binarizeByThreshold } from "./data/binarize";
export { parseCsv, type Table } from "./data/csv";
export { digits } from "./data/digits";
export { fashionMnist, fashionMnistSmall } from "./data/fashion-mnist";
export { type IdxArray, readIdx } from "./data/idx";
export { type ImageSet, imagesOf, takeImages, trainTestSplit } from "./data/images";
export { iris } from "./data/iris";
export { mnist, mnistSmall } from "./data/mnist";
export { ninesAndOnes } from "./data/nines-and-ones";
export { oldFaithful } from "./data/old-faithful";
export { logDensityOfTwoHills, pinwheel, twoHills } from "./data/synthetic";
export { type Bernoulli, bernoulli } from "./distributions/bernoulli";
export { type Categorical, categorical } from "./distributions/categorical";
export type { Distribution } from "./distributions/distribution";
export { independent } from "./distributions/independent";
export { kl } from "./distributions/kl";
export { type Laplace, laplace } from "./distributions/laplace";
export { type Logistic, logistic } from "./distributions/logistic";
export { type Mixture, mixture } from "./distributions/mixture";
export { type MultivariateNormal, multivariateNormal } from "./distributions/multivariate-normal";
export { type Normal, normal } from "./distributions/normal";
export { type EmRow, expectationMaximization } from "./fitting/expectation-maximization";
export { type FitRow, fit } from "./fitting/fit";
export { kMeans } from "./fitting/k-means";
export { logMarginalByEnumeration, posteriorByEnumeration } from "./marginals/enumeration";
export { logMarginalExact } from "./marginals/exact";
export { logMarginalByImportance, logMarginalByPriorSampling, type WeightedEstimate } from "./marginals/importance";
export { logMarginalByQuadrature, type Quadrature } from "./marginals/quadrature";
export { type DeepLatentModel, deepLatent } from "./models/deep-latent";
export { discreteModel } from "./models/discrete-model";
export {
  type GaussianMixture,
  type GaussianMixtureParams,
  gaussianMixture,
  gaussianMixtureFromCompleted,
} from "./models/gaussian-mixture";
export { type LinearGaussian, linearGaussian } from "./models/linear-gaussian";
export { type FiniteLatentModel, type LatentVariableModel, logJoint } from "./models/model";
export { mlp, type Network } from "./networks/mlp";
export { check } from "./notebook/check";
export { clear } from "./notebook/clear";
export { type LiveChart, live } from "./notebook/live";
export { type Progress, progress } from "./notebook/progress";
export { show } from "./notebook/show";
export { table } from "./notebook/table";
export { amortized } from "./posteriors/amortized";
export { perDatapoint } from "./posteriors/per-datapoint";
export type { Posterior } from "./posteriors/posterior";
export { backend } from "./tensors/backend";
export type { Batch } from "./tensors/batch";
export { LOG_2PI, logSumExp } from "./tensors/math";
export { linspace, mean, meanWithError, sum, toNumbers } from "./tensors/numbers";
export { type Params, parameters } from "./tensors/params";
export { foldIn, type Key, keyFromSeed, normalNumbers, splitKey, uniformNumbers } from "./tensors/random";
export type { Rows, Shape } from "./tensors/shapes";
