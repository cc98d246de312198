import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { nativeBackend } from "./native";
import { type GraphNode, savedModel, type Tag } from "./node-def";

/** A graph in TensorFlow's hands, with variables of its own. */
export interface Model {
  /** The number by which it is run. */
  readonly id: number;
  /** What graph it is: the same for graphs that do the same. */
  readonly digest: string;
}

/** How many graphs that nobody runs any more are kept. */
const MOST_IDLE = 8;

/** Those, the one that has waited longest first. TensorFlow takes the time of ten plain steps to prepare a graph: the next to ask for the same one is spared that. */
let idle: readonly Model[] = [];

/** Hands a graph to TensorFlow. What the variables of the model hold before they are assigned to is anyone's guess. */
export function load(nodes: readonly GraphNode[], tag: Tag): Model {
  const graph = savedModel(nodes, tag);
  const digest = createHash("sha256").update(graph).digest("base64");
  const waiting = idle.find((model) => model.digest === digest);
  if (!waiting) return { id: loadNew(graph, tag), digest };
  idle = idle.filter((model) => model !== waiting);
  return waiting;
}

/** Says that nobody runs the model any more. */
export function release(model: Model): void {
  const all = [...idle, model];
  idle = all.slice(-MOST_IDLE);
  for (const { id } of all.slice(0, -MOST_IDLE)) nativeBackend().binding.deleteSavedModel(id);
}

/** TensorFlow takes a graph from a folder only. */
function loadNew(graph: Uint8Array, tag: Tag): number {
  const folder = mkdtempSync(path.join(tmpdir(), "elbo-"));
  try {
    writeFileSync(path.join(folder, "saved_model.pb"), graph);
    return nativeBackend().binding.loadSavedModel(folder, tag);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
