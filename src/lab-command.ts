import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { runJupyterLab } from "./runner/jupyterlab";
import { pythonWith } from "./setup/python";
import { numberOf, understood } from "./usage";

const NOTEBOOKS = "notebooks";
const REQUIREMENTS = path.join(__dirname, "..", "src", "setup", "jupyterlab.txt");

/** `elbo lab …`: JupyterLab in an environment of our own, made if it is not there. → exit status */
export async function lab(args: readonly string[]): Promise<number> {
  const end = args.indexOf("--");
  const [own, passedOn] = end < 0 ? [args, []] : [args.slice(0, end), args.slice(end + 1)];
  const options = { "no-browser": { type: "boolean", default: false }, port: { type: "string" } } as const;
  const { values } = understood(() => parseArgs({ args: [...own], options }));
  const port =
    values.port === undefined ? undefined : numberOf("--port", values.port, { whole: true, atLeast: 0, atMost: 65535 });
  if (!existsSync(NOTEBOOKS)) throw new Error(`elbo lab needs a folder ${NOTEBOOKS} here, got none`);
  const python = await environment();
  return runJupyterLab(python, { folder: NOTEBOOKS, browser: !values["no-browser"], port, args: passedOn });
}

async function environment(): Promise<string> {
  try {
    return await pythonWith(REQUIREMENTS, { retry: true });
  } catch (error) {
    const advice = /no Python|no venv/.test((error as Error).message)
      ? "; on Debian and Ubuntu: apt-get install python3-venv"
      : "; docs/front-ends.md says how to use a Jupyter of your own";
    throw new Error(`elbo lab needs a Python with JupyterLab, got none: ${(error as Error).message}${advice}`);
  }
}
