import { logNormalDensity } from "../distributions/log-normal-density";
import type { DiffusionChain } from "../models/diffusion-chain";
import { linspace } from "../tensors/numbers";
import { checkRows } from "../tensors/shapes";
import type { Quadrature } from "./quadrature";

/** How many standard deviations of a step are added up on either side of its mean. */
const REACH = 12;
/** Of the first grids: this far at least and at most, else half as far again as the outermost x. */
const RADIUS = { least: 8, most: 32 };

/**
 * log p(x₀) of a chain on the line, by carrying its density down: p(x_{t−1}) = ∫ p(x_t) N(x_{t−1}; m_t(x_t), s_t(x_t)²) dx_t
 * by the trapezoid rule, on a grid for each t that resolves the narrowest step out of it. All grids are made twice as fine and
 * half as wide again until that moves no log p(x₀) by more than `tolerance`. Float64. x [B] → [B], nats.
 * @throws where no allowed grid is fine enough, and where the chain does not reach an x: its density there is 0 in float64.
 */
export function logMarginalByPropagation(
  chain: DiffusionChain,
  x: readonly number[],
  { tolerance = 1e-6 }: { readonly tolerance?: number } = {},
): Quadrature {
  checkRows("logMarginalByPropagation", [x]);
  let before: number[] | undefined;
  const outermost = x.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const first = Math.min(RADIUS.most, Math.max(RADIUS.least, 1.5 * outermost));
  for (let [perScale, radius] = [1, first]; perScale <= 8; [perScale, radius] = [2 * perScale, 1.5 * radius]) {
    const { density, nodes } = carryDown(chain, x, radius, perScale);
    const outside = x[density.indexOf(0)];
    if (outside !== undefined) {
      throw new Error(`logMarginalByPropagation needs x that the chain can reach, got ${outside}`);
    }
    const logMarginal = density.map(Math.log);
    const error = before ? Math.max(...logMarginal.map((value, i) => Math.abs(value - before![i]))) : Infinity;
    if (error <= tolerance) return { logMarginal, error, nodes };
    before = logMarginal;
  }
  throw new Error(
    `logMarginalByPropagation needs a chain that eight points for each standard deviation resolve, got one that they do not`,
  );
}

/** p(x₀) at each x, from the top of the chain, with `perScale` points to the narrowest step of each grid. */
function carryDown(chain: DiffusionChain, x: readonly number[], radius: number, perScale: number) {
  let grid = gridOf(chain, chain.numSteps, radius, perScale);
  let density = grid.points.map((z) => Math.exp(logNormalDensity(z, 0, 1)));
  let nodes = grid.points.length;
  for (let t = chain.numSteps - 1; t >= 1; t--) {
    const next = gridOf(chain, t, radius, perScale);
    const place = (z: number) => Math.round((z + radius) / next.spacing);
    density = carry(grid, density, next.points, (from, to) => [place(from), place(to)]);
    grid = next;
    nodes = Math.max(nodes, grid.points.length);
  }
  return { density: carry(grid, density, x, () => [0, x.length]), nodes };
}

/** The density after a step, at each target; `within` gives the places of the targets that lie in an interval, or more. */
function carry(
  { steps, spacing }: ReturnType<typeof gridOf>,
  density: readonly number[],
  targets: readonly number[],
  within: (from: number, to: number) => readonly [number, number],
): number[] {
  const sums = Array<number>(targets.length).fill(0);
  steps.forEach(({ mean, scale }, i) => {
    const [first, last] = within(mean - REACH * scale, mean + REACH * scale);
    const mass = density[i] * spacing;
    for (let j = Math.max(0, first); j < Math.min(targets.length, last + 1); j++) {
      sums[j] += mass * Math.exp(logNormalDensity(targets[j], mean, scale));
    }
  });
  return sums;
}

/**
 * The grid at time t, with the step down from each of its points. Its spacing resolves the step, of scale s about m, both
 * where s is narrow and where m changes fast.
 */
function gridOf(chain: DiffusionChain, t: number, radius: number, perScale: number) {
  const rough = linspace(-radius, radius, 257);
  const roughSteps = rough.map((z) => chain.reverse(t, z));
  const finest = roughSteps.slice(1).map(({ mean, scale }, i) => {
    const slope = Math.abs(mean - roughSteps[i].mean) / (rough[i + 1] - rough[i]);
    return scale / Math.max(1, slope);
  });
  const points = linspace(-radius, radius, Math.ceil((2 * radius * perScale) / Math.min(...finest)) + 1);
  return { points, steps: points.map((z) => chain.reverse(t, z)), spacing: points[1] - points[0] };
}
