import type { Tracing } from "../tracing";
import type { State } from "./builder";
import { intAttr, type Ref, typeAttr } from "./node-def";
import { type Operations, typeOf } from "./operations";

/** TensorFlow's DataType of truth values. */
const BOOL = 10;

/** Records how variables are moved. */
export class Updates implements Pick<Tracing, "inPlace" | "ifFinite"> {
  /** Nodes after which every variable has moved. */
  readonly done: number[] = [];
  /** A node that runs only if what is being recorded is to happen. */
  private condition: number | undefined;
  /** Variables that have been moved under the condition, and the node that moved each. */
  private readonly moving: { readonly state: State; readonly by: number }[] = [];

  constructor(private readonly operations: Operations) {}

  readonly inPlace: Tracing["inPlace"] = ({ op, attrs, variables, inputs }) => {
    const { operations, condition } = this;
    const { graph } = operations;
    const states = variables.map((variable) => graph.state(variable, typeOf(variable)));
    const handles = states.map(({ handle }) => handle);
    const given = inputs.map((input) => (typeof input === "number" ? graph.scalar(input) : operations.refOf(input)));
    // TensorFlow copies a variable that moves while its old value has still to be read: so all who read it go first
    const readers = states.flatMap(({ value }) => graph.usersOf(value));
    const after = condition === undefined ? readers : [condition, ...readers];
    const [by] = graph.add(op, [...handles, ...given], attrs, after);
    this.moving.push(...states.map((state) => ({ state, by })));
    if (condition === undefined) this.settle(by);
  };

  readonly ifFinite: Tracing["ifFinite"] = (scalar, update) => {
    const { operations } = this;
    const { graph } = operations;
    const finite = graph.add("IsFinite", [operations.refOf(scalar)], [typeAttr("T", typeOf(scalar))]);
    const [fork] = graph.add("Switch", [finite, finite], [typeAttr("T", BOOL)]);
    [this.condition] = graph.add("Identity", [[fork, 1]], [typeAttr("T", BOOL)]);
    update();
    this.condition = undefined;
    // what depends on the side of a switch that is off never runs; a merge of both sides runs either way
    const sides: readonly Ref[] = [0, 1].map((side) => [fork, side]);
    const movers = this.moving.map(({ by }) => by);
    this.settle(graph.add("Merge", sides, [typeAttr("T", BOOL), intAttr("N", 2)], movers)[0]);
  };

  /** From here on the variables have new values, which are to be had after the node `done`. */
  private settle(done: number): void {
    this.done.push(done);
    for (const { state } of this.moving.splice(0)) {
      state.isMoved = true;
      state.value = this.operations.graph.read(state.handle, state.dtype, [done]);
      this.operations.moved(state);
    }
  }
}
