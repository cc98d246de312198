import type { Tracing } from "../tracing";
import { stringAttr, typeAttr } from "./node-def";
import { type Operations, typeOf } from "./operations";

/** By this one knows the failure of a run in which the scalar of `ifFinite` was not finite. */
export const NOT_FINITE = "elbo: not finite, so nothing moves";

/** Records how variables are moved. */
export class Updates implements Pick<Tracing, "inPlace" | "ifFinite"> {
  /** Nodes after which every variable has moved. */
  readonly done: number[] = [];
  /** A node that fails, and with it the run, if what is being recorded is not to happen. */
  private check: number | undefined;

  constructor(private readonly operations: Operations) {}

  readonly inPlace: Tracing["inPlace"] = ({ op, attrs, variables, inputs }) => {
    const { operations, check } = this;
    const { graph } = operations;
    const states = variables.map((variable) => graph.state(variable, typeOf(variable)));
    const handles = states.map(({ handle }) => handle);
    const given = inputs.map((input) => (typeof input === "number" ? graph.scalar(input) : operations.refOf(input)));
    // TensorFlow copies a variable that moves while its old value has still to be read: so all who read it go first
    const readers = states.flatMap(({ value }) => graph.usersOf(value));
    const after = check === undefined ? readers : [check, ...readers];
    const [by] = graph.add(op, [...handles, ...given], attrs, after);
    this.done.push(by);
    for (const state of states) {
      state.isMoved = true;
      state.value = graph.read(state.handle, state.dtype, [by]);
      operations.moved(state);
    }
  };

  /** A check instead of TensorFlow's branches, for whose sake a graph would run some percent more slowly. */
  readonly ifFinite: Tracing["ifFinite"] = (scalar, update) => {
    if (this.done.length > 0)
      throw new Error("a graph whose run may fail needs that decided before anything has moved");
    const { graph } = this.operations;
    const attrs = [typeAttr("T", typeOf(scalar)), stringAttr("message", NOT_FINITE)];
    [this.check] = graph.add("CheckNumerics", [this.operations.refOf(scalar)], attrs);
    update();
    this.check = undefined;
  };
}
