import path from "node:path";
import { expect, test } from "vitest";
import { OWN_JUPYTER_PATH } from "../../src/runner/kernelspec";
import { run } from "../../src/setup/run";
import { temporaryFolder } from "../runner/fixture";
import { describeClients } from "./python";

/** Runs a cell by the kernel named elbo in a folder, and prints what it prints. */
const SCRIPT = `
import sys
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="elbo", cwd=sys.argv[1])
client.execute_interactive(sys.argv[2], timeout=60)
client.stop_channels()
manager.shutdown_kernel()
`;
/** The library is there, whatever is installed in the folder. */
const CELL = 'import { linspace } from "elbo";\nconsole.log(process.cwd(), linspace(40, 42, 3)[2]);';

describeClients("an installed kernel", "newest", ({ env, folder, python }) => {
  test("is in Jupyter's list, with its name and icon", async () => {
    const { kernelspecs } = JSON.parse(await python("-m", "jupyter", "kernelspec", "list", "--json"));
    const installed = path.join(folder, "jupyter", "data", "kernels", "elbo");
    expect(kernelspecs.elbo).toMatchObject({
      resource_dir: installed,
      spec: { argv: [process.execPath, expect.anything(), "{connection_file}"], display_name: "TypeScript (elbo)" },
    });
  });

  test("runs a cell in any folder", async () => {
    const elsewhere = temporaryFolder();
    expect(await python("-c", SCRIPT, elsewhere, CELL)).toBe(`${elsewhere} 42\n`);
  }, 120_000);

  test("is not needed where JUPYTER_PATH names the package's own", async () => {
    const elsewhere = temporaryFolder();
    const own = { ...env, JUPYTER_DATA_DIR: elsewhere, JUPYTER_PATH: OWN_JUPYTER_PATH };
    const { stdout } = await run("python", ["-c", SCRIPT, elsewhere, CELL], { cwd: folder, env: own });
    expect(stdout).toBe(`${elsewhere} 42\n`);
  }, 120_000);
});
