import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../runner/fixture";
import { describeClients } from "./python";

const ROOT = path.join(__dirname, "..", "..");
const TEACHING = path.join("docs", "teaching");
const HUB = path.join(TEACHING, "jupyterhub");
const text = (file: string) => readFileSync(path.join(ROOT, file), "utf8");
const scripts = Object.keys(JSON.parse(text("package.json")).scripts);
const JUPYTERLAB = text(path.join("src", "setup", "jupyterlab.txt")).trim();

/** The files by which others set up a machine for this course. */
const YAML = [".binder/environment.yml", path.join(HUB, "values.yaml"), path.join(TEACHING, "kubernetes-job.yaml")];
const PYTHON = [path.join(HUB, "jupyterhub_config.py"), path.join("test", "bench", "hub", "jupyterhub_config.py")];
const SHELL = [".binder/postBuild", path.join(HUB, "start-server.sh"), path.join(TEACHING, "slurm-array.sh")];

describeClients("what a class is set up by", "newest", ({ python }) => {
  const parsed = async (file: string) =>
    JSON.parse(
      await python("-c", "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))", file),
    );

  test.each(YAML)("%s is YAML", async (file) => {
    expect(Object.keys(await parsed(path.join(ROOT, file))).length).toBeGreaterThan(1);
  });

  test.each(PYTHON)("%s is Python", async (file) => {
    await python("-c", "import sys; compile(open(sys.argv[1]).read(), sys.argv[1], 'exec')", path.join(ROOT, file));
  });

  test("Binder has the JupyterLab of elbo lab, and Kubernetes the limits of the single machine", async () => {
    const { dependencies } = await parsed(path.join(ROOT, YAML[0]));
    expect(dependencies).toContainEqual({ pip: [JUPYTERLAB] });
    const { singleuser } = await parsed(path.join(ROOT, YAML[1]));
    expect(text(PYTHON[0])).toContain(`mem_limit = "${singleuser.memory.limit}"`);
    expect(text(PYTHON[0])).toContain(`cpu_limit = ${singleuser.cpu.limit}`);
    expect(text(path.join(HUB, "Dockerfile"))).toContain(singleuser.cmd);
    const [, version] = text(YAML[1]).match(/with JupyterHub ([\d.]+)/)!;
    expect(text(path.join(HUB, "Dockerfile"))).toContain(`ARG JUPYTERHUB=${version}\n`);
  });
});

describe("what a class is set up by", () => {
  test.each(SHELL)("%s is a script of the shell that it names", (file) => {
    const [, shell] = text(file).match(/^#!(\S+)\n/)!;
    expect(spawnSync(shell, ["-n", path.join(ROOT, file)], { encoding: "utf8" })).toMatchObject({
      status: 0,
      stderr: "",
    });
  });

  test("the development container runs what there is", () => {
    const { build, postCreateCommand } = JSON.parse(text(".devcontainer/devcontainer.json"));
    expect(text(path.join(".devcontainer", build.dockerfile))).toMatch(/^FROM node:22/m);
    const [, script] = postCreateCommand.match(/^npm run (\w+) && npx elbo kernel install$/);
    expect(scripts).toContain(script);
  });

  test("a student's server has the notebooks, keeps what was changed, and has its limit and arguments", () => {
    const folder = temporaryFolder();
    const [bin, home] = [path.join(folder, "bin"), path.join(folder, "home")];
    for (const place of [bin, path.join(home, "notebooks")]) mkdirSync(place, { recursive: true });
    writeFileSync(path.join(bin, "jupyterhub-singleuser"), '#!/bin/bash\necho "$PWD" "$(ulimit -d)" "$@"\n');
    chmodSync(path.join(bin, "jupyterhub-singleuser"), 0o755);
    const [first, second] = readdirSync(path.join(ROOT, "notebooks")).filter((name) => name.endsWith(".ipynb"));
    writeFileSync(path.join(home, "notebooks", first), "mine");
    const start = (limit: NodeJS.ProcessEnv) =>
      spawnSync(path.join(ROOT, HUB, "start-server.sh"), ["--ip=127.0.0.1"], {
        env: { PATH: `${bin}:${process.env.PATH}`, HOME: home, ELBO_CLONE: ROOT, ...limit },
        encoding: "utf8",
      }).stdout;
    expect(start({})).toMatch(new RegExp(`^${home} .*cull_idle_timeout=\\d+ .*--ip=127.0.0.1\n$`));
    expect(readFileSync(path.join(home, "notebooks", first), "utf8")).toBe("mine");
    expect(readFileSync(path.join(home, "notebooks", second), "utf8")).toBe(text(path.join("notebooks", second)));
    if (process.platform === "linux") expect(start({ MEM_LIMIT: "2147483648" })).toContain(`${home} 2097152 `);
  });
});
