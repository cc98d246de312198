import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

/** How to start a kernel. */
export interface Kernelspec {
  readonly argv: readonly string[];
  readonly display_name?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly interrupt_mode?: "signal" | "message";
}

/** The folder of this package's own kernelspec, as an entry of JUPYTER_PATH. */
export const OWN_JUPYTER_PATH = path.join(__dirname, "..", "..", "src", "kernel", "jupyter");

/** Finds a kernelspec by name where Jupyter would, and first of all in this package. Throws if there is none. */
export function findKernelspec(name: string): Kernelspec {
  for (const folder of jupyterPath()) {
    const resources = path.join(folder, "kernels", name);
    const file = path.join(resources, "kernel.json");
    if (!existsSync(file)) continue;
    const spec: Kernelspec = JSON.parse(readFileSync(file, "utf8"));
    return { ...spec, argv: spec.argv.map((word) => word.replaceAll("{resource_dir}", resources)) };
  }
  throw new Error(`no kernel is named ${name}`);
}

function jupyterPath(): readonly string[] {
  const named = (process.env.JUPYTER_PATH ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return [OWN_JUPYTER_PATH, ...named, userFolder(), ...systemFolders()];
}

/** Where Jupyter keeps the data of this user. */
export function userFolder(): string {
  const { JUPYTER_DATA_DIR, APPDATA, XDG_DATA_HOME } = process.env;
  if (JUPYTER_DATA_DIR) return JUPYTER_DATA_DIR;
  if (process.platform === "win32") return path.join(APPDATA || homedir(), "jupyter");
  if (process.platform === "darwin") return path.join(homedir(), "Library", "Jupyter");
  return path.join(XDG_DATA_HOME || path.join(homedir(), ".local", "share"), "jupyter");
}

function systemFolders(): readonly string[] {
  if (process.platform === "win32") return [path.join(process.env.PROGRAMDATA ?? "C:\\ProgramData", "jupyter")];
  return ["/usr/local/share/jupyter", "/usr/share/jupyter"];
}
