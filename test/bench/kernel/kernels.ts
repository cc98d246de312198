import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findKernelspec, type Kernelspec } from "../../../src/runner/kernelspec";
import { cacheFolder } from "../../../src/setup/cache";

/** A kernel to be measured. */
export interface Kernel {
  readonly name: string;
  readonly spec: Kernelspec;
  /** Whether its cells can import this library. */
  readonly hasLibrary: boolean;
}

const ROOT = path.join(__dirname, "..", "..", "..");
const DENO = "2.9.6";
const IPYKERNEL = "7.4.0";

/** Our kernel and those that it is measured against: what is not installed here is installed in this user's cache. */
export function kernels(): readonly Kernel[] {
  const folder = path.join(cacheFolder(process.env), "bench");
  mkdirSync(folder, { recursive: true });
  const tslab = path.join(ROOT, "node_modules", "tslab", "bin", "tslab");
  return [
    { name: "elbo", spec: findKernelspec("elbo"), hasLibrary: true },
    {
      name: "tslab",
      spec: { argv: ["node", tslab, "kernel", "--config-path", "{connection_file}"] },
      hasLibrary: true,
    },
    {
      name: "ipykernel",
      spec: { argv: [python(folder), "-m", "ipykernel_launcher", "-f", "{connection_file}"] },
      hasLibrary: false,
    },
    {
      name: "Deno",
      spec: { argv: [deno(folder), "jupyter", "--kernel", "--conn", "{connection_file}"] },
      hasLibrary: false,
    },
  ];
}

function python(folder: string): string {
  const venv = path.join(folder, `ipykernel-${IPYKERNEL}`);
  const program = path.join(venv, "bin", "python");
  if (!existsSync(path.join(venv, "done"))) {
    execFileSync("python3", ["-m", "venv", "--clear", venv]);
    execFileSync(program, ["-m", "pip", "install", "--quiet", `ipykernel==${IPYKERNEL}`]);
    writeFileSync(path.join(venv, "done"), "");
  }
  return program;
}

/** Its package fetches nothing: the program is in a package of its own for each platform. */
function deno(folder: string): string {
  const platform = "@deno/linux-x64-glibc";
  const program = path.join(folder, "node_modules", platform, "deno");
  if (!existsSync(program)) {
    execFileSync("npm", ["install", "--prefix", folder, "--ignore-scripts", "--no-audit", `${platform}@${DENO}`]);
  }
  return program;
}
