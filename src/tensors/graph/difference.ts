import type { Recording } from "./builder";
import { type GraphNode, nameOf } from "./node-def";

/** Where two recordings of one function differ, in words; nothing if the one graph does what the other does. */
export function difference(a: Recording, b: Recording): string | undefined {
  for (let i = 0; i < Math.max(a.nodes.length, b.nodes.length); i++) {
    const [before, now] = [a.nodes[i], b.nodes[i]];
    if (shown(before) !== shown(now)) return `${now?.op ?? "nothing"} instead of ${before?.op ?? "nothing"}`;
    if (before.constant && now.constant && Buffer.compare(before.constant.bytes, now.constant.bytes) !== 0) {
      return `what the first did with other numbers, of shape [${now.constant.shape}]`;
    }
  }
  if (a.inputs.some(({ name }, i) => name !== b.inputs[i].name)) return "the same with other parts of the input";
  if (a.states.some(({ variable }, i) => variable !== b.states[i].variable)) return "the same with other variables";
  return undefined;
}

function shown(node: GraphNode | undefined): string {
  if (!node) return "";
  const { op, inputs, attrs, after, constant } = node;
  return JSON.stringify([op, inputs.map(nameOf), attrs, after, constant?.dtype, constant?.shape]);
}
