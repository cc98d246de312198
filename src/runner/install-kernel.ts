import { readFileSync, rmdirSync, rmSync } from "node:fs";
import path from "node:path";
import { findKernelspec, OWN_JUPYTER_PATH, userFolder } from "./kernelspec";
import { describeWriteError, save } from "./save";

/** Where a kernel is installed: below a prefix, such as a virtual environment, or else for this user. */
export interface Place {
  readonly prefix?: string;
}

const SPEC = "kernel.json";
const PICTURES = ["logo-32x32.png", "logo-64x64.png", "logo-svg.svg"];

/**
 * Installs our kernelspec with absolute paths, in the place of an earlier one. → what it did
 * @throws one line, if the folder cannot be written or holds another's kernel
 */
export function installKernel(place: Place): string {
  const folder = folderOf(place);
  const earlier = ownerOf(folder);
  if (earlier === "another") throw new Error(`${folder} holds a kernel that elbo did not install: it is left alone`);
  const { argv, ...spec } = findKernelspec("elbo");
  const [, main, ...rest] = argv;
  const installed = {
    argv: [process.execPath, path.resolve(main), ...rest],
    ...spec,
    metadata: { debugger: false, installed_by: "elbo" },
  };
  const pictures = path.join(OWN_JUPYTER_PATH, "kernels", "elbo");
  for (const name of PICTURES) save(path.join(folder, name), readFileSync(path.join(pictures, name)));
  // The last file: without it the folder is no kernel.
  save(path.join(folder, SPEC), `${JSON.stringify(installed, undefined, 2)}\n`);
  return `${earlier === "elbo" ? "replaced" : "installed"} the kernel ${spec.display_name} in ${folder}`;
}

/**
 * Removes what `installKernel` wrote, and nothing else. → what it did
 * @throws one line, if the folder cannot be written or holds another's kernel
 */
export function uninstallKernel(place: Place): string {
  const folder = folderOf(place);
  const owner = ownerOf(folder);
  if (owner === "nobody") return `nothing to remove: ${folder} holds no kernel`;
  if (owner === "another") throw new Error(`${folder} holds a kernel that elbo did not install: it is left alone`);
  try {
    for (const name of [SPEC, ...PICTURES]) rmSync(path.join(folder, name), { force: true });
  } catch (error) {
    throw describeWriteError(folder, error);
  }
  removeIfEmpty(folder);
  return `removed the kernel from ${folder}`;
}

function folderOf({ prefix }: Place): string {
  const data = prefix === undefined ? userFolder() : path.join(prefix, "share", "jupyter");
  return path.resolve(data, "kernels", "elbo");
}

function ownerOf(folder: string): "elbo" | "another" | "nobody" {
  try {
    const { metadata } = JSON.parse(readFileSync(path.join(folder, SPEC), "utf8"));
    return metadata?.installed_by === "elbo" ? "elbo" : "another";
  } catch (error) {
    return ["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "") ? "nobody" : "another";
  }
}

/** What else a user keeps there stays. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It is not empty, or not ours to remove.
  }
}
