import { sizeOf } from "../shapes";
import * as tf from "../tf";
import { GraphBuilder, type Input, type State } from "./builder";
import { type Binding, nativeBackend } from "./native";
import { type Constant, type Ref, typeAttr } from "./node-def";
import { bytesOf } from "./protobuf";

/** TensorFlow's DataType of the numbers that tfjs has. */
const DTYPES: Readonly<Record<string, number>> = { float32: 1, int32: 3, bool: 10 };
/** Operations that draw from a generator with a state of its own. */
const STATEFUL = /^(Multinomial|Random|TruncatedNormal)/;

export const typeOf = ({ dtype }: tf.TensorInfo) => DTYPES[dtype];

/** Stands between tfjs and TensorFlow, and writes every operation that is executed down as a node of a graph. */
export class Operations {
  readonly graph = new GraphBuilder();
  private readonly backend = nativeBackend();
  private readonly binding = this.backend.binding;
  private readonly idsOf = this.backend.getInputTensorIds;
  private readonly listening: Binding;
  /** The output of the graph that each of TensorFlow's tensors is. */
  private readonly refs = new Map<number, Ref>();
  private readonly variables = new Map<number, tf.Variable>();

  constructor(private readonly who: string) {
    for (const variable of Object.values(tf.engine().registeredVariables)) {
      // two variables that start as one tensor must be told apart
      if (this.variables.has(this.idOf(variable))) tf.tidy(() => variable.assign(variable.add(0)));
      this.variables.set(this.idOf(variable), variable);
    }
    this.listening = Object.setPrototypeOf(this.hooks(), this.binding);
  }

  /** Runs f and records what TensorFlow executes for it. */
  record<R>(f: () => R): R {
    return this.through(this.listening, this.knownIdsOf, f);
  }

  /** Runs f, in the midst of recording, without being recorded. */
  aside<R>(f: () => R): R {
    return this.through(this.binding, this.idsOf, f);
  }

  /** The output of the graph that a tensor is, while recording. */
  refOf(tensor: tf.TensorInfo): Ref {
    return this.refs.get(this.backend.getInputTensorIds([tensor])[0])!;
  }

  /** Makes the tensor an input of the graph. */
  input(tensor: tf.Tensor, input: Omit<Input, "ref">): tf.Tensor {
    this.refs.set(this.idOf(tensor), this.graph.input(typeOf(tensor), tensor.shape, input));
    return tensor;
  }

  /** The same tensor under a name of its own. */
  copy(tensor: tf.Tensor): tf.Tensor {
    return this.aside(() => this.backend.executeSingleOutput("Identity", [typeAttr("T", typeOf(tensor))], [tensor]));
  }

  /** From here on the variable has the value of its state. In tfjs it keeps its numbers, of which only the shape counts here. */
  moved({ variable, value }: State): void {
    this.refs.set(this.idOf(variable), value);
  }

  /** @throws where a variable was assigned to without the recorder's being told. */
  refuseAssignments(): void {
    for (const [id, variable] of this.variables) {
      if (!variable.isDisposed && this.idOf(variable) !== id) {
        throw new Error(
          `${this.who} needs a computation that moves no variable itself, got one that assigns ${variable.name}`,
        );
      }
    }
  }

  private through<R>(binding: Binding, getInputTensorIds: typeof this.idsOf, f: () => R): R {
    const before = { binding: this.backend.binding, getInputTensorIds: this.backend.getInputTensorIds };
    Object.assign(this.backend, { binding, getInputTensorIds });
    try {
      return f();
    } finally {
      Object.assign(this.backend, before);
    }
  }

  private idOf(tensor: tf.TensorInfo): number {
    return this.aside(() => this.idsOf.call(this.backend, [tensor])[0]);
  }

  /** As the backend's own; what was there before the recording becomes a variable or a constant of the graph. */
  private readonly knownIdsOf = (tensors: readonly tf.TensorInfo[]): number[] =>
    // one by one, so that the order of new nodes is that of the tensors, whichever of them TensorFlow has already
    tensors.map((tensor) => {
      const [id] = this.idsOf.call(this.backend, [tensor]);
      if (this.refs.has(id)) return id;
      const variable = this.variables.get(id);
      const ref = variable
        ? this.graph.state(variable, typeOf(variable)).value
        : this.graph.constant(constantOf(typeOf(tensor), tensor.shape, this.binding.tensorDataSync(id)));
      this.refs.set(id, ref);
      return id;
    });

  private hooks(): Partial<Binding> {
    const { who, binding, graph, refs } = this;
    return {
      executeOp(op, attrs, inputs, numOutputs) {
        if (STATEFUL.test(op)) throw new Error(`${who} needs noise drawn with its key, got the operation ${op}`);
        const outputs = binding.executeOp(op, attrs, inputs, numOutputs);
        // tfjs-node leaves this one type to be guessed, which only an eager run does
        const all = op === "ExpandDims" ? [typeAttr("T", outputs[0].dtype)] : attrs;
        const [node] = graph.add(
          op,
          inputs.map((id) => refs.get(id)!),
          all,
        );
        for (const [output, { id, shape }] of outputs.entries()) {
          refs.set(id, [node, output]);
          graph.largest = Math.max(graph.largest, sizeOf(shape));
        }
        return outputs;
      },
      createTensor(shape, dtype, data) {
        const id = binding.createTensor(shape, dtype, data);
        refs.set(id, graph.constant(constantOf(dtype, shape, data)));
        return id;
      },
      tensorDataSync(id) {
        const ref = refs.get(id);
        if (ref && graph.isMoving(ref)) {
          throw new Error(
            `${who} needs a computation in tensors alone, got one that reads numbers of a tensor midway (dataSync, arraySync): write tf.where to choose, or give fit compile: false`,
          );
        }
        return binding.tensorDataSync(id);
      },
    };
  }
}

function constantOf(dtype: number, shape: readonly number[], data: ArrayBufferView): Constant {
  return { dtype, shape: [...shape], bytes: bytesOf(data).slice() };
}
