import type * as tf from "../tf";
import type { NativeAttr } from "./native";
import { type Constant, type GraphNode, type Ref, shapeAttr, stringAttr, typeAttr } from "./node-def";
import { bytesOf } from "./protobuf";
import type { Args, Guard } from "./sources";

/** A variable of which the graph keeps a copy. */
export interface State {
  readonly variable: tf.Variable;
  readonly dtype: number;
  readonly handle: Ref;
  /** Where a run may feed a value, and the node that then takes it over. */
  readonly start: Ref;
  readonly assign: number;
  /** Its value before the graph moves it, which is also its value between two runs. */
  readonly before: Ref;
  /** Its value at this point of the graph. */
  value: Ref;
  /** Whether the graph moves it. */
  isMoved: boolean;
}

/** A placeholder, and the tensor that each run feeds to it. */
export interface Input {
  readonly ref: Ref;
  readonly name: string;
  readonly of: (args: Args) => tf.Tensor;
}

/** What a function did while it ran: a TensorFlow graph that does the same, what that needs, and when it may stand for the function. */
export interface Recording {
  readonly nodes: readonly GraphNode[];
  readonly inputs: readonly Input[];
  readonly states: readonly State[];
  readonly guards: readonly Guard[];
  /** How many numbers the largest result of an operation has. */
  readonly largest: number;
  /** What the function returned. */
  readonly result: Ref;
  /** The same, once all variables have moved. */
  readonly moved: Ref;
  /** A constant, once all variables have taken over what was fed for them. */
  readonly started: Ref;
}

/** TensorFlow's DataType of float32 and of truth values. */
const [FLOAT, BOOL] = [1, 10];

/** A graph under way. */
export class GraphBuilder {
  readonly nodes: GraphNode[] = [];
  readonly inputs: Input[] = [];
  readonly states: State[] = [];
  /** How many numbers the largest result of an operation has. */
  largest = 0;
  /** Nodes that depend on what a run is given. */
  private readonly moving = new Set<number>();

  add(op: string, inputs: readonly Ref[], attrs: readonly NativeAttr[] = [], after: readonly number[] = []): Ref {
    if (inputs.some((ref) => this.isMoving(ref))) this.moving.add(this.nodes.length);
    return [this.nodes.push({ op, inputs, attrs, after }) - 1, 0];
  }

  constant(constant: Constant, after: readonly number[] = []): Ref {
    return [this.nodes.push({ op: "Const", inputs: [], attrs: [], after, constant }) - 1, 0];
  }

  scalar(value: number): Ref {
    return this.constant({ dtype: FLOAT, shape: [], bytes: bytesOf(Float32Array.of(value)) });
  }

  input(dtype: number, shape: readonly number[], input: Omit<Input, "ref">): Ref {
    const ref = this.placeholder(dtype, shape);
    this.inputs.push({ ref, ...input });
    // TensorFlow believes no shape of what is fed, and without shapes it leaves out most of what it could simplify
    return this.add("EnsureShape", [ref], [typeAttr("T", dtype), shapeAttr("shape", shape)]);
  }

  private placeholder(dtype: number, shape: readonly number[]): Ref {
    const ref = this.add("Placeholder", [], [typeAttr("dtype", dtype), shapeAttr("shape", shape)]);
    this.moving.add(ref[0]);
    return ref;
  }

  state(variable: tf.Variable, dtype: number): State {
    const known = this.states.find((state) => state.variable === variable);
    if (known) return known;
    const handle = this.add(
      "VarHandleOp",
      [],
      [
        typeAttr("dtype", dtype),
        shapeAttr("shape", variable.shape),
        stringAttr("container", ""),
        stringAttr("shared_name", `v${this.states.length}`),
      ],
    );
    this.moving.add(handle[0]);
    const start = this.placeholder(dtype, variable.shape);
    const [assign] = this.add("AssignVariableOp", [handle, start], [typeAttr("dtype", dtype)]);
    const before = this.read(handle, dtype);
    const state = { variable, dtype, handle, start, assign, before, value: before, isMoved: false };
    this.states.push(state);
    return state;
  }

  /** The value of a variable once these nodes have run. */
  read(handle: Ref, dtype: number, after: readonly number[] = []): Ref {
    return this.add("ReadVariableOp", [handle], [typeAttr("dtype", dtype)], after);
  }

  /** What the graph is for: its result, once these nodes have run. */
  finished(result: Ref, dtype: number, after: readonly number[]): Omit<Recording, "guards"> {
    const { nodes, inputs, states, largest } = this;
    const moved = this.add("Identity", [result], [typeAttr("T", dtype)], after);
    const assigned = states.map(({ assign }) => assign);
    const started = this.constant({ dtype: BOOL, shape: [], bytes: Uint8Array.of(1) }, assigned);
    return { nodes, inputs, states, largest, result, moved, started };
  }

  /** The nodes that use this output. */
  usersOf([node, output]: Ref): number[] {
    return this.nodes.flatMap(({ inputs }, i) => (inputs.some(([n, o]) => n === node && o === output) ? [i] : []));
  }

  isMoving([node]: Ref): boolean {
    return this.moving.has(node);
  }
}
