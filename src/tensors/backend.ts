import util from "node:util";
import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { NativeBackend } from "./graph/native";
import { boolAttr, typeAttr } from "./graph/node-def";
import { wasmBackend } from "./wasm";
import { transposeBeforeProducts } from "./wasm-products";

type Name = "native" | "wasm" | "cpu";

/** What computes the tensors, and why it was chosen. */
export interface Backend {
  readonly name: Name;
  readonly why: string;
}

// TensorFlow reads these when it is loaded. oneDNN makes small matrix products several times slower; a graph runs in the
// thread that waits for it anyway, and its large operations in several, where the number for operations is negative.
process.env.TF_ENABLE_ONEDNN_OPTS ??= "0";
process.env.TF_NUM_INTEROP_THREADS ??= "-1";
process.env.TF_CPP_MIN_LOG_LEVEL ??= "3";
// tfjs-node calls two functions that Node 22 complains about and Node 23 removed.
Object.assign(util, { isNullOrUndefined: (value: unknown) => value == null, isArray: Array.isArray });

// The whole of tfjs for its gradients and chained methods, but the types of its core: the rest slows down every check of a cell.
const tf: typeof import("@tensorflow/tfjs-core") = require("@tensorflow/tfjs");
tf.enableProdMode(); // all it does is to silence greetings on stderr
tf.env().set("DEPRECATION_WARNINGS_ENABLED", false);

const start: Readonly<Record<Name, () => string>> = {
  native() {
    const { version } = require("@tensorflow/tfjs-node");
    useFastProducts();
    return `tfjs-node ${version["tfjs-node"]} (native)`;
  },
  wasm() {
    const instance = wasmBackend();
    tf.removeBackend("wasm"); // the package's own, which starts asynchronously
    tf.registerBackend("wasm", () => instance);
    void tf.setBackend("wasm"); // done when it returns, because the factory is synchronous
    transposeBeforeProducts(tf);
    return "wasm";
  },
  cpu() {
    void tf.setBackend("cpu");
    return "plain JavaScript (cpu)";
  },
};

const chosen = process.env.ELBO_BACKEND ? forced(process.env.ELBO_BACKEND) : first(["native", "wasm", "cpu"]);
if (process.env.ELBO_QUIET !== "1") console.log(`elbo: tensors run on ${chosen.why}`);

/** The backend that was chosen when this module was loaded: the first of native, wasm, cpu that loads, or the one that `ELBO_BACKEND` names. */
export function backend(): Backend {
  return chosen;
}

/** tfjs-node takes every product of two matrices for a batch of them, for which TensorFlow's operation is slower. */
function useFastProducts(): void {
  const batched = tf.getKernel("BatchMatMul", "tensorflow");
  const kernelFunc: typeof batched.kernelFunc = (call) => {
    const { a, b } = call.inputs as { readonly a: TensorInfo; readonly b: TensorInfo };
    if (a.shape.length !== 2 || b.shape.length !== 2) return batched.kernelFunc(call);
    const { transposeA, transposeB } = call.attrs as Readonly<Record<string, boolean>>;
    const attrs = [
      typeAttr("T", a.dtype === "int32" ? 3 : 1),
      boolAttr("transpose_a", transposeA),
      boolAttr("transpose_b", transposeB),
    ];
    return (call.backend as NativeBackend).executeSingleOutput("MatMul", attrs, [a, b]);
  };
  tf.unregisterKernel("BatchMatMul", "tensorflow");
  tf.registerKernel({ ...batched, kernelFunc });
}

function forced(name: string): Backend {
  if (name !== "native" && name !== "wasm" && name !== "cpu") {
    throw new Error(`ELBO_BACKEND needs native, wasm or cpu, got ${name}`);
  }
  try {
    return { name, why: `${start[name]()}, as ELBO_BACKEND asks` };
  } catch (error) {
    throw new Error(`ELBO_BACKEND=${name} cannot be had: ${failure(name, error)}`);
  }
}

function first([name, ...rest]: readonly Name[], failures: readonly string[] = []): Backend {
  try {
    return { name, why: [start[name](), ...failures].join(" — ") };
  } catch (error) {
    if (rest.length === 0) throw error;
    return first(rest, [...failures, failure(name, error)]);
  }
}

function failure(name: Name, error: unknown): string {
  return name === "native"
    ? `tfjs-node did not load (${reason(error)}); npm run setup builds it`
    : `${name} did not start (${reason(error)})`;
}

/** The first line of an error, or fewer words where the cause is known. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (message.includes("Cannot find module '@tensorflow/tfjs-node'")) return "it is not installed";
  if (message.includes("native addon module")) return "its native part is missing";
  return message.split("\n")[0];
}
