import { boolAttr, typeAttr } from "../tensors/graph/node-def";
import type * as tf from "../tensors/tf";
import { inPlace } from "../tensors/tracing";
import { rateAt, type Schedule } from "./schedules";

/** How parameters w move against a gradient g: a rule for one of them, and what the rule remembers. Plain numbers and functions. */
export interface Optimizer {
  readonly name: string;
  /** The tensors of its shape that are kept for every parameter; they start at 0. */
  readonly slots: readonly string[];
  /** The numbers of the rule that change from step to step, counted from 1. */
  readonly rates: (step: number) => readonly number[];
  /** Moves w. */
  readonly update: (w: tf.Variable, g: tf.Tensor, slots: readonly tf.Variable[], rates: readonly tf.Tensor[]) => void;
}

const FLOAT = [typeAttr("T", 1)];

/** Stochastic gradient descent: w ← w − ηg. */
export function sgd(learningRate: Schedule): Optimizer {
  return {
    name: "sgd",
    slots: [],
    rates: (step) => [rateAt("sgd", learningRate, step)],
    update: (w, g, _, [rate]) =>
      inPlace({ op: "ResourceApplyGradientDescent", attrs: FLOAT, variables: [w], inputs: [rate, g] }, () =>
        w.assign(w.sub(g.mul(rate))),
      ),
  };
}

/**
 * Gradient descent with momentum: a ← μa + g, w ← w − ηa; with `nesterov`, w ← w − η(g + μa).
 * @see Sutskever et al. (2013), section 2
 */
export function momentum(
  learningRate: Schedule,
  { momentum: mu = 0.9, nesterov = false }: { readonly momentum?: number; readonly nesterov?: boolean } = {},
): Optimizer {
  checkDecay("momentum", "momentum", mu);
  return {
    name: "momentum",
    slots: ["accumulation"],
    rates: (step) => [rateAt("momentum", learningRate, step)],
    update: (w, g, [a], [rate]) =>
      inPlace(
        {
          op: "ResourceApplyMomentum",
          attrs: [...FLOAT, boolAttr("use_nesterov", nesterov)],
          variables: [w, a],
          inputs: [rate, g, mu],
        },
        () => {
          a.assign(a.mul(mu).add(g));
          w.assign(w.sub((nesterov ? g.add(a.mul(mu)) : a).mul(rate)));
        },
      ),
  };
}

/**
 * Adam: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², w ← w − η m̂/(√v̂ + ε), where m̂ = m/(1 − β₁ˢ) and v̂ = v/(1 − β₂ˢ) at step s.
 * @see Kingma and Ba (2015), algorithm 1
 */
export function adam(
  learningRate: Schedule = 1e-3,
  {
    beta1 = 0.9,
    beta2 = 0.999,
    epsilon = 1e-7,
  }: { readonly beta1?: number; readonly beta2?: number; readonly epsilon?: number } = {},
): Optimizer {
  checkDecay("adam", "beta1", beta1);
  checkDecay("adam", "beta2", beta2);
  if (!(epsilon > 0)) throw new Error(`adam needs a positive epsilon, got ${epsilon}`);
  return {
    name: "adam",
    slots: ["mean", "square"],
    // TensorFlow's op leaves the hats out: η√(1 − β₂ˢ)/(1 − β₁ˢ) · m/(√v + ε√(1 − β₂ˢ)) is the same
    rates: (step) => {
      const correction = Math.sqrt(1 - beta2 ** step);
      return [(rateAt("adam", learningRate, step) * correction) / (1 - beta1 ** step), epsilon * correction];
    },
    update: (w, g, [m, v], [rate, small]) =>
      inPlace(
        { op: "ResourceApplyAdam", attrs: FLOAT, variables: [w, m, v], inputs: [0, 0, rate, beta1, beta2, small, g] },
        () => {
          m.assign(m.add(g.sub(m).mul(1 - beta1)));
          v.assign(
            v.add(
              g
                .square()
                .sub(v)
                .mul(1 - beta2),
            ),
          );
          w.assign(w.sub(m.mul(rate).div(v.sqrt().add(small))));
        },
      ),
  };
}

function checkDecay(who: string, name: string, value: number): void {
  if (!(value >= 0 && value < 1)) throw new Error(`${who} needs ${name} from 0 to below 1, got ${value}`);
}
