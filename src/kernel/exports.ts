/** What cells have exported, under the names that they gave it. */
export interface Exports {
  readonly exports: Record<string, unknown>;
  /** Readies the output of a cell to run: a name that it declares keeps its old value until it gets there. */
  beforeCell(output: string): string;
}

/** TypeScript begins a module by exporting each of its names as undefined. */
const EMPTIED = /^(exports\.[^\s=]+ = )+void 0;$/gm;

/** A named import is defined as a getter; a later cell must be able to assign its name. */
export function createExports(globals: Readonly<Record<string, unknown>>): Exports {
  const exports = new Proxy<Record<string, unknown>>(
    { ...globals },
    {
      defineProperty(target, name, { get, value }) {
        if (name !== "__esModule") target[name as string] = get ? get() : value;
        return true;
      },
    },
  );
  return { exports, beforeCell: (output) => output.replace(EMPTIED, (line) => line.replace(/./gu, " ")) };
}
