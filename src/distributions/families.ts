import { linspace } from "../tensors/numbers";
import type * as tf from "../tensors/tf";
import { affine } from "./affine";
import { bernoulli } from "./bernoulli";
import { categorical } from "./categorical";
import type { Family } from "./family";
import { flow } from "./flow";
import { independent } from "./independent";
import { mixture } from "./mixture";
import { multivariateNormal } from "./multivariate-normal";
import { normal } from "./normal";
import { spline } from "./spline";
import { naturalTriangle, triangle, triangleStart } from "./triangle";

/** N(μ, diag σ²) on ℝᴾ. φ = (loc [P], logScale [P]), at the start N(0, I). @throws unless `size` is whole and positive. */
export function diagonalNormal(size: number): Family {
  checkSize("diagonalNormal", size);
  return {
    name: "diagonalNormal",
    start: { loc: zeros(size), logScale: zeros(size) },
    given: ({ loc, logScale }) => independent(normal(loc, logScale.exp())),
    natural: ({ logScale }, slope) => ({
      loc: slope.loc.mul(logScale.mul(2).exp()), // σ²∇
      logScale: slope.logScale.div(2),
    }),
  };
}

/**
 * N(μ, LLᵀ) on ℝᴾ. φ = (loc [P], logDiagonal [P] of L, below [P(P − 1)/2], the entries of L below its diagonal, row by
 * row), at the start N(0, I). @throws unless `size` is whole and positive.
 */
export function fullNormal(size: number): Family {
  checkSize("fullNormal", size);
  return {
    name: "fullNormal",
    start: { loc: zeros(size), ...triangleStart(size) },
    given: ({ loc, logDiagonal, below }) => multivariateNormal(loc, triangle(size, logDiagonal, below)),
    natural: ({ logDiagonal, below }, { loc, ...slope }) => {
      const l = triangle(size, logDiagonal, below);
      return {
        loc: l.matMul(l.matMul(loc.expandDims(-1), true)).squeeze([-1]), // LLᵀ∇
        ...naturalTriangle(size, { l, logDiagonal, slope }),
      };
    },
  };
}

/**
 * Σ_c w_c N(μ_c, diag σ_c²) on ℝᴾ. φ = (logits [C], loc [C·P], logScale [C·P]), at the start of equal weights and of
 * means that are spread from −1 to 1 along the diagonal, because components that start equal stay equal.
 * A draw carries no gradient: ascend its bound by `elboOnGrid` or `scoreFunction`.
 * @throws unless both sizes are whole and positive.
 */
export function normalMixture(size: number, numComponents: number): Family {
  checkSize("normalMixture", size);
  checkSize("normalMixture", numComponents);
  const centers = numComponents === 1 ? [0] : linspace(-1, 1, numComponents);
  const tables = (flat: tf.Tensor) => flat.reshape([...flat.shape.slice(0, -1), numComponents, size]);
  return {
    name: "normalMixture",
    start: {
      logits: zeros(numComponents),
      loc: centers.flatMap((center) => Array<number>(size).fill(center)),
      logScale: zeros(numComponents * size),
    },
    given: ({ logits, loc, logScale }) =>
      mixture(categorical(logits), independent(normal(tables(loc), tables(logScale).exp()))),
  };
}

/**
 * z = μ + L·S(ε): a monotone spline S of `numBins` bins for each coordinate of ε ~ N(0, I), then an affine map.
 * φ = (logWidths, logHeights [P·C], logSlopes [P(C − 1)], loc [P], logDiagonal [P], below [P(P − 1)/2]), at the start
 * N(0, I). @throws unless `size` is whole and positive and there are at least two bins.
 */
export function splineFlow(size: number, { numBins = 8 }: { readonly numBins?: number } = {}): Family {
  checkSize("splineFlow", size);
  if (!Number.isInteger(numBins) || numBins < 2) {
    throw new Error(`splineFlow needs a whole number of bins of at least 2, got ${numBins}`);
  }
  const perCoordinate = (flat: tf.Tensor) => flat.reshape([...flat.shape.slice(0, -1), size, -1]);
  return {
    name: "splineFlow",
    start: {
      logWidths: zeros(size * numBins),
      logHeights: zeros(size * numBins),
      logSlopes: zeros(size * (numBins - 1)),
      loc: zeros(size),
      ...triangleStart(size),
    },
    given: ({ logWidths, logHeights, logSlopes, loc, logDiagonal, below }) =>
      flow([
        spline({
          logWidths: perCoordinate(logWidths),
          logHeights: perCoordinate(logHeights),
          logSlopes: perCoordinate(logSlopes),
        }),
        affine(loc, triangle(size, logDiagonal, below)),
      ]),
  };
}

/** A coin for each of P bits. φ = (logits [P]), at the start fair. @throws unless `size` is whole and positive. */
export function independentBits(size: number): Family {
  checkSize("independentBits", size);
  return {
    name: "independentBits",
    start: { logits: zeros(size) },
    given: ({ logits }) => independent(bernoulli(logits)),
  };
}

const zeros = (length: number): number[] => Array(length).fill(0);

function checkSize(who: string, size: number): void {
  if (!Number.isInteger(size) || size < 1) throw new Error(`${who} needs whole positive sizes, got ${size}`);
}
