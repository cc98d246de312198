import { readFileSync } from "node:fs";
import type { KernelBackend } from "@tensorflow/tfjs-core";

// Node's types leave out the one global that lives in the browser's.
declare const WebAssembly: {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
};

type Wrapped = (...args: readonly number[]) => number;
interface EmscriptenModule {
  cwrap(name: string, result: "number" | null, args: readonly "number"[]): Wrapped;
}

const FILES = "@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm";

/** The wasm backend of tfjs, ready at once: its own start-up is asynchronous, and a library call may come in the same tick. */
export function wasmBackend(): KernelBackend {
  const { BackendWasm } = require("@tensorflow/tfjs-backend-wasm") as {
    readonly BackendWasm: new (module: object) => KernelBackend;
  };
  const module = startModule();
  return new BackendWasm(
    Object.assign(module, {
      tfjs: {
        init: module.cwrap("init", null, []),
        initWithThreadsCount: module.cwrap("init_with_threads_count", null, ["number"]),
        getThreadsCount: module.cwrap("get_threads_count", "number", []),
        registerTensor: module.cwrap("register_tensor", null, ["number", "number", "number"]),
        disposeData: module.cwrap("dispose_data", null, ["number"]),
        dispose: module.cwrap("dispose", null, []),
      },
    }),
  );
}

/** Emscripten's factory fills the record it is given, and runs to its end when the instance is handed over synchronously. */
function startModule(): EmscriptenModule {
  const bytes = [`${FILES}-simd.wasm`, `${FILES}.wasm`]
    .map((file) => readFileSync(require.resolve(file)))
    .find((binary) => WebAssembly.validate(binary));
  if (!bytes) throw new Error("this machine does not run its WebAssembly");
  const module = {
    instantiateWasm(imports: object, receive: (instance: object) => void): object {
      const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
      receive(instance);
      return instance.exports;
    },
  };
  withoutListeners(() => require(`${FILES}.js`)(module));
  return module as object as EmscriptenModule;
}

/** Emscripten would rethrow every unhandled error of the process, and drop everyone's listeners when it is disposed of. */
function withoutListeners(start: () => void): void {
  const { on, listeners } = process;
  Object.assign(process, { on: () => process, listeners: () => [] });
  try {
    start();
  } finally {
    Object.assign(process, { on, listeners });
  }
}
