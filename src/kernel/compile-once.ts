import { setFlagsFromString } from "node:v8";
import { Script, type ScriptOptions } from "node:vm";

/** V8 keeps scripts for whoever compiles the same again, and forgets them only when memory is short: a cell would stay. */
export function compileOnce(code: string, options: ScriptOptions): Script {
  setFlagsFromString("--no-compilation-cache");
  try {
    return new Script(code, options);
  } finally {
    setFlagsFromString("--compilation-cache");
  }
}
