/// <reference types="@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops" preserve="true" />
// The one door to TensorFlow.js: first the backend, then its core, with the types of the chained methods.
import "./backend";
import { Tensor } from "@tensorflow/tfjs-core";

export * from "@tensorflow/tfjs-core";

// `console.log(tensor)` shows dtype, shape and numbers rather than the fields of tfjs's object.
Object.defineProperty(Tensor.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  configurable: true, // the tests load this module again, for another backend
  value(this: Tensor): string {
    const line = `Tensor ${this.dtype} [${this.shape.join(", ")}]`;
    if (this.isDisposed) return `${line}, disposed`;
    return `${line}\n${this.toString().replace(/^Tensor\n/, "")}`;
  },
});
