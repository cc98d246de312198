import path from "node:path";
import { build } from "esbuild";

/** Writes a program that runs tfjs's own specs. */
export async function bundleSpecs(outfile: string): Promise<void> {
  await build({
    entryPoints: [path.join(__dirname, "run-specs.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    ignoreAnnotations: true, // tfjs says of its specs that they have no side effects
    external: [
      "@tensorflow/tfjs",
      "@tensorflow/tfjs-node",
      "@tensorflow/tfjs-backend-wasm",
      "jasmine-core",
      "node-fetch",
    ],
    logLevel: "silent",
  });
}
