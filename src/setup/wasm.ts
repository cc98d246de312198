import path from "node:path";

const FOLDER = path.dirname(require.resolve("@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm.wasm"));

/** The wasm of TensorFlow.js for one thread, with vector instructions and without. */
export const WASM_FILES = ["tfjs-backend-wasm-simd.wasm", "tfjs-backend-wasm.wasm"].map((file) =>
  path.join(FOLDER, file),
);
