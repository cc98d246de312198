import { readFileSync } from "node:fs";
import Module from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { transformSync } from "esbuild";

const TYPESCRIPT = [".ts", ".tsx", ".mts", ".cts"];
/** As TypeScript has it, an import may name what a file is compiled to. */
const COMPILED: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx"],
  ".mjs": [".mts"],
  ".cjs": [".cts"],
};

/** Makes `require` load TypeScript, also under the names of what it is compiled to; `loads` hears of each file. */
export function requireTypeScript({ extensions }: NodeJS.Require, loads: (file: string) => void): void {
  for (const extension of TYPESCRIPT) {
    extensions[extension] = (module: NodeModule, file: string) => {
      loads(file);
      compile(module, file);
    };
  }
  resolveCompiledNames();
}

function compile(module: NodeModule, file: string): void {
  const url = JSON.stringify(pathToFileURL(file).href);
  const { code } = transformSync(readFileSync(file, "utf8"), {
    loader: file.endsWith("x") ? "tsx" : "ts",
    format: "cjs",
    target: `node${process.versions.node}`,
    sourcefile: file,
    sourcemap: "inline",
    sourcesContent: false,
    logLevel: "silent",
    define: { "import.meta.url": url, "import.meta.dirname": "__dirname", "import.meta.filename": "__filename" },
  });
  (module as NodeModule & { _compile(code: string, file: string): void })._compile(code, file);
}

function resolveCompiledNames(): void {
  const node = Module as unknown as { _resolveFilename(id: string, ...rest: unknown[]): string };
  const resolve = node._resolveFilename;
  node._resolveFilename = (id, ...rest) => {
    try {
      return resolve.call(node, id, ...rest);
    } catch (error) {
      const { ext } = path.parse(id);
      for (const source of id.startsWith(".") ? (COMPILED[ext] ?? []) : []) {
        try {
          return resolve.call(node, id.slice(0, -ext.length) + source, ...rest);
        } catch {
          // the next one, or the first error
        }
      }
      throw error;
    }
  };
}
