import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { nativeBackend } from "./native";
import { type GraphNode, savedModel, TAG } from "./node-def";

/** Hands a graph to TensorFlow, which takes it from a folder only. → the number by which it is run */
export function load(nodes: readonly GraphNode[]): number {
  const folder = mkdtempSync(path.join(tmpdir(), "elbo-"));
  try {
    writeFileSync(path.join(folder, "saved_model.pb"), savedModel(nodes));
    return nativeBackend().binding.loadSavedModel(folder, TAG);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
