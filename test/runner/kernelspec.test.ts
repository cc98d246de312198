import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { findKernelspec } from "../../src/runner/kernelspec";
import { temporaryFolder } from "./fixture";

afterEach(() => void vi.unstubAllEnvs());

test("our own kernelspec works where it lies", () => {
  const [command, main] = findKernelspec("elbo").argv;
  expect(command).toBe("node");
  expect(existsSync(main)).toBe(true);
});

test("a kernel is found through JUPYTER_PATH and in Jupyter's data folder, but ours comes first", () => {
  const [named, data] = [temporaryFolder(), temporaryFolder()];
  for (const [folder, name] of [
    [named, "one"],
    [data, "two"],
    [named, "elbo"],
  ]) {
    mkdirSync(path.join(folder, "kernels", name), { recursive: true });
    writeFileSync(
      path.join(folder, "kernels", name, "kernel.json"),
      JSON.stringify({ argv: [name, "{resource_dir}/x"] }),
    );
  }
  vi.stubEnv("JUPYTER_PATH", [named, "/nowhere"].join(path.delimiter));
  vi.stubEnv("JUPYTER_DATA_DIR", data);
  expect(findKernelspec("one").argv).toEqual(["one", path.join(named, "kernels", "one", "x")]);
  expect(findKernelspec("two").argv[0]).toBe("two");
  expect(findKernelspec("elbo").argv[0]).toBe("node");
});

test("an unknown kernel is refused by name", () => {
  expect(() => findKernelspec("python9")).toThrow("no kernel is named python9");
});
