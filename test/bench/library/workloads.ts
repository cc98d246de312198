import { oldFaithful } from "../../../src/data/old-faithful";

/** A workload as every worker understands it: sizes in the letters of docs/notation.md, h for the width of a hidden layer. */
interface Sizes {
  readonly name: string;
  readonly x: number;
  readonly h: number;
  readonly d: number;
  readonly numData: number;
  readonly likelihood: "bernoulli" | "normal";
}

/** Steps of Adam on the ELBO of a VAE. */
export interface VaeSpec extends Sizes {
  readonly kind: "vae";
  readonly batch: number;
  readonly samples: number;
}

/** Steps of Adam on φ alone, one for each datapoint, the model held; over a grid of z from −radius to radius where there is one, else by draws. */
export interface SviSpec extends Sizes {
  readonly kind: "svi";
  readonly batch: number;
  readonly samples?: number;
  readonly grid?: { readonly radius: number; readonly nodes: number };
}

/** log p(x) on a grid of `nodes` along each axis, `chunk` points at a time; in this library, as a product of matrices, `ownChunk`. */
export interface QuadratureSpec extends Sizes {
  readonly kind: "quadrature";
  readonly nodes: number;
  readonly chunk: number;
  readonly ownChunk: number;
}

/** The importance-weighted bound, `chunk` draws at a time where the library does not choose itself. */
export interface ImportanceSpec extends Sizes {
  readonly kind: "importance";
  readonly samples: number;
  readonly chunk: number;
}

/** EM for a mixture of normals in the plane, in float64. */
export interface EmSpec {
  readonly kind: "em";
  readonly name: string;
  readonly steps: number;
  readonly rows: readonly (readonly number[])[];
  readonly start: {
    readonly weights: readonly number[];
    readonly means: readonly (readonly number[])[];
    readonly covariances: readonly (readonly (readonly number[])[])[];
  };
}

/** What the machine can do at all; asked of PyTorch alone. */
export interface MachineSpec {
  readonly kind: "product" | "stream";
  readonly name: string;
}

export type Spec = VaeSpec | SviSpec | QuadratureSpec | ImportanceSpec | EmSpec;

/** Seconds a step, and a value by which the workers are seen to do the same work. */
export interface Answer {
  readonly seconds: number;
  readonly value: number;
}

const images = { likelihood: "bernoulli" } as const;

/** What is measured, each with its title in the table; (a) to (f) as the project set itself to do. */
export const WORKLOADS: readonly (readonly [title: string, spec: Spec])[] = [
  [
    "(a) VAE of 784-400-20, batch 128: a step",
    { kind: "vae", name: "a", x: 784, h: 400, d: 20, batch: 128, samples: 1, numData: 1280, ...images },
  ],
  [
    "(b) VAE of 2-32-2, batch 256: a step",
    { kind: "vae", name: "b", x: 2, h: 32, d: 2, batch: 256, samples: 1, numData: 2560, likelihood: "normal" },
  ],
  [
    "(c) log p(x) of 1,000 points on a grid of 2,001",
    {
      kind: "quadrature",
      name: "c1",
      x: 2,
      h: 32,
      d: 1,
      nodes: 2001,
      chunk: 2001,
      ownChunk: 2001,
      numData: 1000,
      likelihood: "normal",
    },
  ],
  [
    "(c) log p(x) of 300 digits of 8 × 8 on a grid of 120²",
    {
      kind: "quadrature",
      name: "c2",
      x: 64,
      h: 32,
      d: 2,
      nodes: 120,
      chunk: 120,
      ownChunk: 2400,
      numData: 300,
      ...images,
    },
  ],
  [
    "(d) bound of K = 5,000 for 100 digits of 28 × 28",
    { kind: "importance", name: "d", x: 784, h: 400, d: 20, samples: 5000, chunk: 100, numData: 100, ...images },
  ],
  [
    "(e) 10,000 iterations of EM on Old Faithful",
    {
      kind: "em",
      name: "e",
      steps: 10_000,
      rows: oldFaithful().rows,
      start: {
        weights: [0.5, 0.5],
        means: [
          [2, 55],
          [4.5, 80],
        ],
        covariances: Array(2).fill([
          [1, 0],
          [0, 100],
        ]),
      },
    },
  ],
  [
    "(f) SVI of notebook 05, φ of 20 of its 60 points on a grid of 121: a step",
    {
      kind: "svi",
      name: "f",
      x: 2,
      h: 8,
      d: 1,
      grid: { radius: 5, nodes: 121 },
      batch: 20,
      numData: 60,
      likelihood: "normal",
    },
  ],
];

const DIGITS: VaeSpec = { kind: "vae", name: "", x: 64, h: 128, d: 8, batch: 64, samples: 1, numData: 64, ...images };
const SVI: SviSpec = { ...DIGITS, kind: "svi", batch: 50, samples: 8 };
const TWO_DECADES = [1, 3, 10, 30, 100];

/** How the cost of a step grows: one size over two decades, the others held. */
export const GROWTH: readonly (readonly [
  title: string,
  points: readonly { readonly size: number; readonly spec: Spec }[],
])[] = [
  ["datapoints in a batch, B", grown(16, (batch) => ({ ...DIGITS, batch, numData: batch }))],
  ["draws for each datapoint, K", grown(1, (samples) => ({ ...DIGITS, samples }))],
  ["width of the hidden layers", grown(16, (h) => ({ ...DIGITS, h }))],
  ["datapoints in all, N, each with its φ", grown(100, (numData) => ({ ...SVI, numData }))],
];

function grown(least: number, at: (size: number) => Spec) {
  return TWO_DECADES.map((factor) => {
    const size = least * factor;
    return { size, spec: { ...at(size), name: `growth ${JSON.stringify(at(size))}` } };
  });
}
