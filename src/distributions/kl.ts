import { heldFixed, logSumExp } from "../tensors/math";
import * as tf from "../tensors/tf";
import type { Bernoulli } from "./bernoulli";
import type { Categorical } from "./categorical";
import type { Distribution } from "./distribution";
import type { Independent } from "./independent";
import { asMultivariate, isIndependent, isMultivariate, isNormal, klMultivariates, klNormals } from "./kl-normals";
import type { Laplace } from "./laplace";
import type { Poisson } from "./poisson";

/**
 * KL(q ∥ p) = E_q[log q(z) − log p(z)] in closed form, in nats. Zero where q = p, and positive elsewhere.
 * Normals: log(σ_p/σ_q) + (σ_q² + (μ_q − μ_p)²)/(2σ_p²) − ½.  Categoricals: Σ_c q_c log(q_c/p_c).
 * Bernoullis: q log(q/p) + (1 − q) log((1 − q)/(1 − p)).  Poissons: λ_q log(λ_q/λ_p) − λ_q + λ_p.
 * Laplaces, with d = |μ_q − μ_p|: log(b_p/b_q) + (d + b_q exp(−d/b_q))/b_p − 1.  Independent coordinates: the sum of theirs.
 * Normals with full covariances, also one of them with independent coordinates, with Σ = LLᵀ:
 * ½[‖L_p⁻¹L_q‖² + ‖L_p⁻¹(μ_q − μ_p)‖² − P] + log |L_p| − log |L_q|.
 * → [...batch]. @throws where the pair has no closed form here: estimate it by `elbo`'s draws, or by quadrature.
 */
export function kl(q: Distribution, p: Distribution): tf.Tensor {
  if (q.eventShape.join() !== p.eventShape.join()) {
    throw new Error(
      `kl needs two distributions over one space, got ${q.name} over [${q.eventShape}] and ${p.name} over [${p.eventShape}]`,
    );
  }
  if (isNormal(q) && isNormal(p)) return klNormals(q, p);
  if (isCategorical(q) && isCategorical(p)) return klCategoricals(q, p);
  if (isBernoulli(q) && isBernoulli(p)) return klBernoullis(q, p);
  if (isPoisson(q) && isPoisson(p)) return klPoissons(q, p);
  if (isLaplace(q) && isLaplace(p)) return klLaplaces(q, p);
  const [full, otherFull] = [asMultivariate(q), asMultivariate(p)];
  if (full && otherFull && (isMultivariate(q) || isMultivariate(p))) return klMultivariates(full, otherFull);
  if (isIndependent(q) && isIndependent(p) && q.numAxes === p.numAxes) return klIndependents(q, p);
  throw new Error(
    `kl needs two normals, categoricals, Bernoullis, Poissons or Laplaces, or independent ones of these, got ${q.name} and ${p.name}`,
  );
}

function klCategoricals(q: Categorical, p: Categorical): tf.Tensor {
  return tf.tidy(() => {
    const [logQ, logP] = [q, p].map(({ logits }) => {
      const raw = logits.tensor();
      return raw.sub(logSumExp(raw, -1).expandDims(-1));
    });
    const probability = logQ.exp();
    // 0 log 0 = 0: a category that q never takes costs nothing
    const possible = heldFixed((value) => value.greater(0), probability);
    return probability.mul(tf.where(possible, logQ.sub(logP), tf.zerosLike(probability))).sum(-1);
  });
}

function klBernoullis(q: Bernoulli, p: Bernoulli): tf.Tensor {
  return tf.tidy(() => {
    const [a, b] = [q.logits.tensor(), p.logits.tensor()];
    // q(a − b) − log(1 + eᵃ) + log(1 + eᵇ), finite for any logits
    return a.sigmoid().mul(a.sub(b)).sub(a.softplus()).add(b.softplus());
  });
}

function klPoissons(q: Poisson, p: Poisson): tf.Tensor {
  return tf.tidy(() => {
    const [a, b] = [q.rate.tensor(), p.rate.tensor()];
    // 0 log 0 = 0, the log taken of 1, so that no gradient becomes 0 · ∞
    const some = heldFixed((value) => value.greater(0), a);
    const logOf = (rate: tf.Tensor) => tf.where(some, rate, tf.onesLike(rate)).log();
    return a
      .mul(logOf(a).sub(logOf(b)))
      .sub(a)
      .add(b);
  });
}

function klLaplaces(q: Laplace, p: Laplace): tf.Tensor {
  return tf.tidy(() => {
    const [scale, priorScale] = [q.scale.tensor(), p.scale.tensor()];
    const distance = q.loc.tensor().sub(p.loc.tensor()).abs();
    const spread = distance.add(scale.mul(distance.div(scale).neg().exp())).div(priorScale);
    return priorScale.log().sub(scale.log()).add(spread).sub(1);
  });
}

function klIndependents(q: Independent, p: Independent): tf.Tensor {
  return tf.tidy(() => kl(q.base, p.base).sum(Array.from({ length: q.numAxes }, (_, i) => -1 - i)));
}

const isBernoulli = (d: Distribution): d is Bernoulli => d.name === "bernoulli";
const isCategorical = (d: Distribution): d is Categorical => d.name === "categorical";
const isPoisson = (d: Distribution): d is Poisson => d.name === "poisson";
const isLaplace = (d: Distribution): d is Laplace => d.name === "laplace";
