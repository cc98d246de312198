import path from "node:path";
import type TypeScript from "@tslab/typescript-for-tslab";

/** Where no tsconfig.json says otherwise. */
const DEFAULTS: TypeScript.CompilerOptions = { strict: true, lib: ["lib.es2023.d.ts"], types: ["node"] };

/** Whatever a project chooses, cells are modules that run here. */
const OWN: TypeScript.CompilerOptions = {
  // tslab sets noImplicitUseStrict, which contradicts this member of `strict`.
  alwaysStrict: false,
  ignoreDeprecations: "5.0",
  inlineSourceMap: true,
  // Files may be imported from anywhere, and by their own names.
  rootDir: path.parse(process.cwd()).root,
  allowImportingTsExtensions: true,
};

/** What a project may say of its cells. A variable that no cell uses is not a fault of the cell. */
const HONOURED = [
  "strict",
  "noImplicitAny",
  "noImplicitThis",
  "strictNullChecks",
  "strictFunctionTypes",
  "strictBindCallApply",
  "strictPropertyInitialization",
  "useUnknownInCatchVariables",
  "exactOptionalPropertyTypes",
  "noFallthroughCasesInSwitch",
  "noImplicitOverride",
  "noImplicitReturns",
  "noPropertyAccessFromIndexSignature",
  "noUncheckedIndexedAccess",
  "lib",
  "types",
] as const satisfies readonly (keyof TypeScript.CompilerOptions)[];

/** The options with which the cells of a folder are checked: those of the nearest tsconfig.json, as far as they concern cells. */
export function cellOptions(typescript: typeof TypeScript, folder: string): TypeScript.CompilerOptions {
  const { sys } = typescript;
  const file = typescript.findConfigFile(folder, sys.fileExists);
  const { config } = file ? typescript.readConfigFile(file, sys.readFile) : {};
  // Its files are none of a cell's; options that this version does not know are left to others.
  const { options } = typescript.parseJsonConfigFileContent(
    { ...config, include: [], files: [] },
    sys,
    path.dirname(file ?? folder),
  );
  const honoured = HONOURED.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]);
  return { ...DEFAULTS, ...Object.fromEntries(honoured), ...OWN };
}
