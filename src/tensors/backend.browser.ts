import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops";
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { transposeBeforeProducts } from "./wasm-products";

// In a page tensors run on wasm, whose files lie beside the script. One thread: more would need headers that a plain host
// does not send.
tf.enableProdMode();
tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
setWasmPaths(new URL(".", self.location.href).href);
if (!(await tf.setBackend("wasm"))) throw new Error("this browser does not run its WebAssembly");
transposeBeforeProducts(tf);

const chosen = { name: "wasm", why: "wasm, in this page" } as const;

/** What computes the tensors in a page. */
export const backend = (): typeof chosen => chosen;
