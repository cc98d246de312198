import { readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

const SRC = path.join(__dirname, "..", "src");

/** The rooms that each room may import from, besides itself. */
const ROOMS: Record<string, readonly string[]> = {
  files: [],
  tensors: [],
  distributions: ["tensors"],
  networks: ["tensors", "distributions"],
  models: ["tensors", "distributions", "networks"],
  marginals: ["tensors", "distributions", "networks", "models"],
  bounds: ["tensors", "distributions", "networks", "models", "marginals"],
  posteriors: ["tensors", "distributions", "networks"],
  data: ["tensors"],
  fitting: ["files", "tensors"],
  charts: [],
  notebook: ["charts"],
  setup: [],
  kernel: ["files", "charts", "notebook", "setup"],
  runner: ["files", "setup", "kernel"],
  homework: ["files", "charts", "notebook", "setup", "kernel", "runner"],
  site: ["files", "charts", "setup", "kernel", "runner"],
};

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((file) => /\.m?ts$/.test(file));
const roomOf = (file: string) => file.split(path.sep)[0];

describe("rooms", () => {
  const rooms = readdirSync(SRC).filter((name) => statSync(path.join(SRC, name)).isDirectory());

  test("are all in the plan", () => {
    for (const room of rooms) expect(ROOMS).toHaveProperty(room);
  });

  test.each(files.filter((file) => file.includes(path.sep)))("%s imports only from rooms to its left", (file) => {
    const text = readFileSync(path.join(SRC, file), "utf8");
    const imports = [...text.matchAll(/(?:from|require\(|import\()\s*"(\.[^"]+)"/g)].map(([, target]) => target);
    for (const target of imports) {
      const room = roomOf(path.relative(SRC, path.resolve(path.dirname(path.join(SRC, file)), target)));
      expect([roomOf(file), ...ROOMS[roomOf(file)]], `${file} imports ${target}`).toContain(room);
    }
  });

  test("tensors is the only room that knows TensorFlow.js", () => {
    const knowing = files.filter((file) => /["']@tensorflow\//.test(readFileSync(path.join(SRC, file), "utf8")));
    expect(new Set(knowing.map(roomOf).filter((room) => room !== "setup"))).toEqual(new Set(["tensors"]));
  });

  test("kernel is the only room that knows tslab", () => {
    const knowing = files.filter((file) => /["']tslab[/"']/.test(readFileSync(path.join(SRC, file), "utf8")));
    expect([...new Set(knowing.map(roomOf))]).toEqual(["kernel"]);
  });
});
