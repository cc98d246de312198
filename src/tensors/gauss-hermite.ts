import { eigenSymmetric } from "./eigen";

/**
 * K places ε_k and weights w_k with E f(ε) ≈ Σ_k w_k f(ε_k), ε ~ N(0, 1): exact for every polynomial f of degree below 2K.
 * The places are the eigenvalues of the symmetric matrix with √1, √2, … beside its diagonal of zeros, and the weights the
 * squares of the first entries of its eigenvectors. @throws unless K is whole and from 1 to 64. @see Golub and Welsch (1969)
 */
export function gaussHermite(numNodes: number): { readonly nodes: number[]; readonly weights: number[] } {
  if (!Number.isInteger(numNodes) || numNodes < 1 || numNodes > 64)
    throw new Error(`gaussHermite needs a whole number of nodes from 1 to 64, got ${numNodes}`);
  if (numNodes === 1) return { nodes: [0], weights: [1] };
  const index = Array.from({ length: numNodes }, (_, k) => k);
  const matrix = index.map((i) => index.map((j) => (Math.abs(i - j) === 1 ? Math.sqrt(Math.max(i, j)) : 0)));
  const pairs = eigenSymmetric(matrix);
  return { nodes: pairs.map(({ value }) => value), weights: pairs.map(({ vector }) => vector[0] ** 2) };
}
