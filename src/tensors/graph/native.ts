import * as tf from "../tf";

/** A tensor as TensorFlow's C interface names it. */
export interface NativeTensor {
  readonly id: number;
  readonly shape: number[];
  /** A value of TensorFlow's DataType. */
  readonly dtype: number;
}

export interface NativeAttr {
  readonly name: string;
  /** A value of TF_AttrType. */
  readonly type: number;
  readonly value: unknown;
}

/** What tfjs-node's addon offers, as far as it is used here. */
export interface Binding {
  createTensor(shape: number[], dtype: number, data: ArrayBufferView): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): ArrayBufferView;
  executeOp(op: string, attrs: readonly NativeAttr[], inputs: readonly number[], numOutputs: number): NativeTensor[];
  loadSavedModel(folder: string, tags: string): number;
  runSavedModel(model: number, inputs: readonly number[], inputNames: string, outputNames: string): NativeTensor[];
  deleteSavedModel(model: number): void;
}

/** The part of tfjs-node's backend that is used here. */
export interface NativeBackend {
  binding: Binding;
  executeSingleOutput(op: string, attrs: readonly NativeAttr[], inputs: readonly tf.TensorInfo[]): tf.Tensor;
  /** The addon's tensors behind tfjs's, made where they only wait to be. */
  getInputTensorIds(tensors: readonly tf.TensorInfo[]): number[];
  createOutputTensor(tensor: NativeTensor): tf.Tensor;
}

/** tfjs-node's backend, which `backend()` must have named native. */
export function nativeBackend(): NativeBackend {
  return tf.backend() as unknown as NativeBackend;
}
