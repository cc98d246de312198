/** A linear-Gaussian model of two latents and three numbers. */
export const PLANE = {
  weights: [
    [1, 0.5],
    [-0.3, 2],
    [0.7, -0.7],
  ],
  bias: [0, 0, 1],
  scale: 0.6,
};
