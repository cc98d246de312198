import type { Params } from "../tensors/params";
import type { Key } from "../tensors/random";
import type { Snapshot } from "../tensors/safetensors";
import * as tf from "../tensors/tf";
import type { FitRow } from "./fit";

/** How far a fit has come. */
export interface Progress {
  step: number;
  /** Steps since the last row, and the sum of their bounds. */
  since: number;
  total: number;
  readonly history: FitRow[];
}

/** What a fit moves, and what its steps depend on. */
export interface Fitted {
  readonly params: readonly Params[];
  /** What the optimizer remembers. */
  readonly slots: Params;
  readonly optimizer: { readonly name: string };
  readonly key: Key;
}

/** All that a fit needs to go on to the same numbers. */
export function snapshotOf(fitted: Fitted, progress: Progress): Snapshot {
  const tensors = Object.entries(named(fitted)).map(([name, variable]) => {
    const values = Float32Array.from(variable.dataSync());
    return [name, { shape: variable.shape, values }] as const;
  });
  // JSON has no NaN and no ∞
  const history = JSON.stringify(progress.history, (_, v) =>
    typeof v === "number" && !Number.isFinite(v) ? `${v}` : v,
  );
  const { step, since, total } = progress;
  return {
    tensors: Object.fromEntries(tensors),
    metadata: { ...identity(fitted), progress: JSON.stringify({ step, since, total }), history },
  };
}

/** Puts every parameter back where the snapshot has it. @throws where the snapshot is another fit's. */
export function restore(fitted: Fitted, { tensors, metadata }: Snapshot): Progress {
  for (const [name, value] of Object.entries(identity(fitted))) {
    if (metadata[name] !== value)
      throw new Error(`fit needs a checkpoint with ${name} ${value}, got ${metadata[name]}`);
  }
  const variables = named(fitted);
  const shapes = (all: Readonly<Record<string, { readonly shape: readonly number[] }>>) =>
    Object.entries(all).map(([name, { shape }]) => `${name} [${shape}]`);
  const [needed, got] = [shapes(variables), shapes(tensors)];
  const missing = needed.find((name) => !got.includes(name)) ?? got.find((name) => !needed.includes(name));
  if (missing) throw new Error(`fit needs a checkpoint of its own parameters, got one that differs in ${missing}`);
  for (const [name, variable] of Object.entries(variables)) {
    tf.tidy(() => variable.assign(tf.tensor(tensors[name].values, variable.shape)));
  }
  const rows: readonly Readonly<Record<string, number | string>>[] = JSON.parse(metadata.history);
  const history = rows.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, Number(v)])) as FitRow);
  return { ...JSON.parse(metadata.progress), history };
}

function identity({ key, optimizer }: Fitted): Readonly<Record<string, string>> {
  return { key: key.join(), optimizer: optimizer.name };
}

function named({ params, slots }: Fitted): Readonly<Record<string, tf.Variable>> {
  const sets = [...params.map((set, i) => [`params.${i}`, set] as const), ["optimizer", slots] as const];
  return Object.fromEntries(
    sets.flatMap(([prefix, set]) => Object.entries(set).map(([name, variable]) => [`${prefix}.${name}`, variable])),
  );
}
