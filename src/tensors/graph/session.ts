import * as tf from "../tf";
import type { Recording, State } from "./builder";
import { load, type Model, release } from "./load";
import { nativeBackend } from "./native";
import { nameOf, type Ref } from "./node-def";
import { withFastProducts } from "./products";
import type { Args } from "./sources";
import { NOT_FINITE } from "./updates";

/** Numbers of a tensor up to which it costs nothing that a result is not written over an operand. */
const SMALL = 2 ** 16;

/** Gives back the model of a session that nobody holds any more. */
const FORGOTTEN = new FinalizationRegistry(release);

/**
 * A recorded graph in TensorFlow's hands. It has variables of its own: it takes their values over where tfjs's were
 * assigned to, and gives the ones that it has moved back as soon as anyone reads tfjs's.
 */
export class Session {
  private readonly backend = nativeBackend();
  private readonly model: Model;
  private readonly inputNames: string;
  private readonly resultName: string;
  private readonly movedName: string;
  private readonly moved: readonly State[];
  /** For each variable, the numbers of tfjs's that the graph took over. */
  private readonly known = new Map<State, object>();
  private isAhead = false;

  constructor(readonly recording: Recording) {
    this.model = load(withFastProducts(recording.nodes), recording.largest <= SMALL ? "elbo-small" : "elbo");
    this.inputNames = names(recording.inputs.map(({ ref }) => ref));
    this.resultName = nameOf(recording.result);
    this.movedName = nameOf(recording.moved);
    this.moved = recording.states.filter(({ isMoved }) => isMoved);
    FORGOTTEN.register(this, this.model, this);
  }

  run(args: Args): tf.Tensor {
    this.takeOver();
    const value = tf.tidy(() => {
      const fed = this.recording.inputs.map(({ of }) => of(args));
      try {
        return this.execute(fed, this.inputNames, this.movedName)[0];
      } catch (error) {
        if (!`${error}`.includes(NOT_FINITE)) throw error;
        // nothing has moved, and what the function returned is still to be had
        return this.execute(fed, this.inputNames, this.resultName)[0];
      }
    });
    if (this.moved.length > 0 && !this.isAhead) this.getAhead();
    return value;
  }

  dispose(): void {
    this.giveBack();
    FORGOTTEN.unregister(this);
    release(this.model);
  }

  private execute(fed: readonly tf.Tensor[], inputNames: string, outputNames: string): tf.Tensor[] {
    const ids = this.backend.getInputTensorIds(fed);
    const results = this.backend.binding.runSavedModel(this.model.id, ids, inputNames, outputNames);
    return results.map((result) => this.backend.createOutputTensor(result));
  }

  private takeOver(): void {
    const { states, started } = this.recording;
    const isKnown = (state: State) =>
      (this.isAhead && state.isMoved) || this.known.get(state) === state.variable.dataId;
    if (states.every(isKnown)) return;
    this.giveBack();
    const variables = states.map(({ variable }) => variable);
    for (const result of this.execute(variables, names(states.map(({ start }) => start)), nameOf(started)))
      result.dispose();
    for (const state of states) this.known.set(state, state.variable.dataId);
  }

  /** From here on, who reads a variable of tfjs's that the graph has moved gets its numbers from the graph. */
  private getAhead(): void {
    this.isAhead = true;
    for (const { variable } of this.moved) {
      const get = () => {
        this.giveBack();
        return variable.dataId;
      };
      Object.defineProperty(variable, "dataId", { configurable: true, enumerable: true, get });
    }
  }

  private giveBack(): void {
    if (!this.isAhead) return;
    this.isAhead = false;
    for (const state of this.moved) {
      const before = { configurable: true, enumerable: true, writable: true, value: this.known.get(state) };
      Object.defineProperty(state.variable, "dataId", before);
    }
    tf.tidy(() => {
      const values = this.execute([], "", names(this.moved.map(({ before }) => before)));
      this.moved.forEach(({ variable }, i) => {
        variable.assign(values[i]);
      });
    });
    for (const state of this.moved) this.known.set(state, state.variable.dataId);
  }
}

function names(refs: readonly Ref[]): string {
  return refs.map(nameOf).join();
}
