import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Locator, Page } from "playwright-core";
import { until } from "../runner/fixture";
import type { Clients } from "./python";

const CLI = path.join(__dirname, "..", "..", "dist", "cli.js");

/** `elbo lab`, and what its reader sees. */
export interface Lab {
  open(page: Page, notebook: string): Promise<LabNotebook>;
  /** Ends it by a signal. → its status */
  close(signal?: NodeJS.Signals): Promise<number | null>;
}

/** A notebook as its reader sees it. */
export interface LabNotebook {
  /** One of JupyterLab's commands, as its menus name them. */
  command(id: string, args?: object): Promise<void>;
  /** The cell at a place, from the end if it is negative. */
  cell(place: number): Locator;
  /** Adds a cell at the end and writes into it. */
  write(code: string): Promise<Locator>;
  /** Runs the cell that is written in, and waits until the kernel is idle. */
  run(): Promise<void>;
  /** Restarts the kernel, and says yes to the dialog. */
  restart(): Promise<void>;
  /** Waits until nothing is left to do for the kernel. */
  idle(timeout?: number): Promise<void>;
}

/** Of all settings, those that would make a test depend on the network, or on what happens to be in view. */
const SETTINGS = {
  "@jupyterlab/notebook-extension/tracker": { windowingMode: "none", autoStartDefaultKernel: true },
  "@jupyterlab/apputils-extension/notification": { fetchNews: "false", checkForUpdates: false },
};

/** What `elbo lab` takes for a Python: it makes environments out of the clients that are there, without the network. */
function pythonThatLends(program: string, folder: string): string {
  const [bin, lent] = [path.join(folder, "lending"), `#!/bin/sh\nexec ${program} "$@"\n`];
  const script = `#!/bin/sh
[ "$2" = venv ] || exec ${program} "$@"
mkdir -p "$3/bin" && cp "${bin}/lent" "$3/bin/python"
`;
  mkdirSync(bin);
  for (const [name, text] of [
    ["lent", lent],
    ["python3", script],
  ]) {
    writeFileSync(path.join(bin, name), text, { mode: 0o755 });
  }
  return bin;
}

/** `elbo lab` in a folder, with the notebooks in `notebooks`. */
export async function startLab({ folder, env, program }: Clients): Promise<Lab> {
  for (const [name, settings] of Object.entries(SETTINGS)) {
    const file = path.join(env.JUPYTERLAB_SETTINGS_DIR!, `${name}.jupyterlab-settings`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(settings));
  }
  const token = randomBytes(16).toString("hex");
  const passedOn = ["--allow-root", "--expose-app-in-browser", `--IdentityProvider.token=${token}`];
  const server = spawn(process.execPath, [CLI, "lab", "--no-browser", "--port", "0", "--", ...passedOn], {
    cwd: folder,
    env: {
      ...env,
      PATH: `${pythonThatLends(program, folder)}${path.delimiter}${env.PATH}`,
      ELBO_CACHE: path.join(folder, "cache"),
    },
  });
  let log = "";
  for (const stream of [server.stdout, server.stderr]) {
    stream.on("data", (text) => {
      log += text;
    });
  }
  const url = () => log.match(/http:\/\/(?:127\.0\.0\.1|localhost):\d+\//)?.[0];
  await until(() => url() !== undefined || server.exitCode !== null, "JupyterLab");
  if (url() === undefined) throw new Error(`JupyterLab ended: ${log}`);
  return {
    async open(page, notebook) {
      await page.goto(`${url()}lab/tree/${notebook}?token=${token}`);
      await page.locator(".jp-Notebook .jp-Cell").first().waitFor({ timeout: 60_000 });
      return labNotebook(page);
    },
    close: (signal = "SIGTERM") =>
      new Promise((resolve) => {
        if (server.exitCode !== null) return resolve(server.exitCode);
        server.once("exit", (status) => resolve(status));
        server.kill(signal);
        setTimeout(() => server.kill("SIGKILL"), 20_000).unref();
      }),
  };
}

/** Of what JupyterLab exposes of itself. */
interface App {
  readonly commands: { execute(id: string, args: object): Promise<unknown> };
}
const IDLE = `jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === "idle"
  && ![...document.querySelectorAll(".jp-InputPrompt")].some((prompt) => prompt.textContent.includes("*"))`;

function labNotebook(page: Page): LabNotebook {
  const cells = page.locator(".jp-Notebook .jp-Cell");
  const notebook: LabNotebook = {
    cell: (place) => cells.nth(place),
    command: (id, args = {}) =>
      page.evaluate(
        async ([id, args]) => {
          // not awaited: a command may wait for what a dialog is asked
          void (globalThis as unknown as { jupyterapp: App }).jupyterapp.commands.execute(id, args);
        },
        [id, args] as const,
      ),
    async write(code) {
      const before = await cells.count();
      await cells.nth(-1).locator(".jp-InputPrompt, .jp-MarkdownOutput").first().click();
      await notebook.command("notebook:insert-cell-below");
      await cells.nth(before).waitFor();
      await cells.nth(before).locator(".cm-content").click();
      await page.keyboard.insertText(code);
      return cells.nth(before);
    },
    async run() {
      await page.keyboard.press("Control+Enter");
      await notebook.idle();
    },
    async restart() {
      const restarted = page.evaluate('jupyterapp.commands.execute("kernelmenu:restart").then(() => {})');
      await page.locator(".jp-Dialog .jp-mod-accept").click();
      await restarted;
      await notebook.idle();
    },
    async idle(timeout = 30_000) {
      // what was asked for is under way first
      await page.waitForTimeout(200);
      await page.waitForFunction(IDLE, undefined, { timeout });
    },
  };
  return notebook;
}
