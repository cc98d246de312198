// The public names, in the lecture's order: data, a model and its exact marginal, q and the bound, fitting, and what a notebook shows.

export { type Bound, elbo, type MonteCarlo } from "./bounds/elbo";
export { type ElboTerms, elboByEnumeration } from "./bounds/elbo-by-enumeration";
export { type BoundRow, boundVsLogLikelihood } from "./charts/bound";
export { boundScatter } from "./charts/bound-scatter";
export { clusters } from "./charts/clusters";
export { mixtureDensity } from "./charts/density";
export { elboTerms } from "./charts/elbo-terms";
export { jensenChord } from "./charts/jensen";
export { type MixtureFrame, mixtureOverData } from "./charts/mixture-over-data";
export type { ChartSpec } from "./charts/spec";
export { parseCsv, type Table } from "./data/csv";
export { oldFaithful } from "./data/old-faithful";
export { type Categorical, categorical } from "./distributions/categorical";
export type { Distribution } from "./distributions/distribution";
export { independent } from "./distributions/independent";
export { kl } from "./distributions/kl";
export { type Mixture, mixture } from "./distributions/mixture";
export { type MultivariateNormal, multivariateNormal } from "./distributions/multivariate-normal";
export { type Normal, normal } from "./distributions/normal";
export { type EmRow, expectationMaximization } from "./fitting/expectation-maximization";
export { kMeans } from "./fitting/k-means";
export { logMarginalByEnumeration, posteriorByEnumeration } from "./marginals/enumeration";
export { discreteModel } from "./models/discrete-model";
export {
  type GaussianMixture,
  type GaussianMixtureParams,
  gaussianMixture,
  gaussianMixtureFromCompleted,
} from "./models/gaussian-mixture";
export { type FiniteLatentModel, type LatentVariableModel, logJoint } from "./models/model";
export { check } from "./notebook/check";
export { clear } from "./notebook/clear";
export { type LiveChart, live } from "./notebook/live";
export { type Progress, progress } from "./notebook/progress";
export { show } from "./notebook/show";
export { table } from "./notebook/table";
export { backend } from "./tensors/backend";
export { LOG_2PI, logSumExp } from "./tensors/math";
export { linspace, mean, meanWithError, sum, toNumbers } from "./tensors/numbers";
export { foldIn, type Key, keyFromSeed, normalNumbers, splitKey, uniformNumbers } from "./tensors/random";
export type { Rows, Shape } from "./tensors/shapes";
