import type { NativeAttr } from "./native";
import { bytesField, concatenate, type Field, floatField, varintField } from "./protobuf";

/** Output `output` of node `node`. */
export type Ref = readonly [node: number, output: number];

/** One operation of a TensorFlow graph. */
export interface GraphNode {
  readonly op: string;
  readonly inputs: readonly Ref[];
  readonly attrs: readonly NativeAttr[];
  /** Nodes that must have run before. */
  readonly after: readonly number[];
  /** The value of a constant. */
  readonly constant?: Constant;
}

export interface Constant {
  readonly dtype: number;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** TensorFlow's TF_AttrType. */
const [STRING, INT, FLOAT, BOOL, TYPE, SHAPE] = [0, 1, 2, 3, 4, 5];

export const typeAttr = (name: string, value: number): NativeAttr => ({ name, type: TYPE, value });
export const intAttr = (name: string, value: number): NativeAttr => ({ name, type: INT, value });
export const boolAttr = (name: string, value: boolean): NativeAttr => ({ name, type: BOOL, value });
export const stringAttr = (name: string, value: string): NativeAttr => ({ name, type: STRING, value });
export const shapeAttr = (name: string, value: readonly number[]): NativeAttr => ({ name, type: SHAPE, value });

/** How a run of the graph names a node's output: short, because a run pays for every name. */
export function nameOf([node, output]: Ref): string {
  return `${nodeName(node)}:${output}`;
}

/** The tag under which a graph is found in its SavedModel: the addon that is built here executes small ones in its own way. */
export type Tag = "elbo" | "elbo-small";

/** TensorFlow's SavedModel of one graph without functions. @see tensorflow/core/protobuf/saved_model.proto */
export function savedModel(nodes: readonly GraphNode[], tag: Tag): Uint8Array {
  const graph = [...nodes.map((node, i) => bytesField(1, nodeDef(node, i))), bytesField(4, [varintField(1, PRODUCER)])];
  const metaGraph = [bytesField(1, [bytesField(4, tag)]), bytesField(2, graph)];
  return concatenate([varintField(1, 1), bytesField(2, metaGraph)]);
}

/** The version of TensorFlow's graph format that is written. */
const PRODUCER = 1882;

const nodeName = (node: number) => `n${node.toString(36)}`;

function nodeDef({ op, inputs, after, attrs, constant }: GraphNode, i: number): Field[] {
  return [
    bytesField(1, nodeName(i)),
    bytesField(2, op),
    ...inputs.map((ref) => bytesField(3, nameOf(ref))),
    ...after.map((node) => bytesField(3, `^${nodeName(node)}`)),
    ...attrs.map(({ name, type, value }) => attrEntry(name, attrValue(type, value))),
    ...(constant
      ? [attrEntry("dtype", varintField(6, constant.dtype)), attrEntry("value", tensorProto(constant))]
      : []),
  ];
}

function attrEntry(name: string, value: Field): Field {
  return bytesField(5, [bytesField(1, name), bytesField(2, [value])]);
}

/** The fields of AttrValue, which a list of values shares. */
function attrValue(type: number, value: unknown): Field {
  if (Array.isArray(value) && type !== SHAPE) {
    return bytesField(
      1,
      value.map((entry) => attrValue(type, entry)),
    );
  }
  switch (type) {
    case STRING:
      return bytesField(2, value as string);
    case INT:
      return varintField(3, value as number);
    case FLOAT:
      return floatField(4, value as number);
    case BOOL:
      return varintField(5, value as boolean);
    case TYPE:
      return varintField(6, value as number);
    default:
      return bytesField(7, shapeProto(value as readonly number[]));
  }
}

function shapeProto(shape: readonly number[]): Field[] {
  return shape.map((length) => bytesField(2, [varintField(1, length)]));
}

function tensorProto({ dtype, shape, bytes }: Constant): Field {
  return bytesField(8, [varintField(1, dtype), bytesField(2, shapeProto(shape)), bytesField(4, bytes)]);
}
