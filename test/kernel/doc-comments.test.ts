import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type TypeScript from "@tslab/typescript-for-tslab";
import { expect, test } from "vitest";
import { createDocComments } from "../../src/kernel/doc-comments";

const fromTslab = createRequire(createRequire(__filename).resolve("tslab/dist/converter"));
const typescript = fromTslab("@tslab/typescript-for-tslab") as typeof TypeScript;

const filesIn = (folder: string, name: RegExp) =>
  readdirSync(folder)
    .filter((file) => name.test(file))
    .map((file) => path.join(folder, file));
const FILES = [
  ...filesIn(path.join("node_modules", "@types", "node"), /\.d\.ts$/),
  ...filesIn(path.dirname(fromTslab.resolve("@tslab/typescript-for-tslab")), /^lib\.es.*\.d\.ts$/),
  path.join("dist", "rolled-up.d.ts"),
];

/** All nodes of a tree, with the text of the doc comments before each. */
function nodesOf(tree: TypeScript.SourceFile) {
  const nodes: (readonly [kind: number, pos: number, end: number, comments: string])[] = [];
  const visit = (node: TypeScript.Node & { readonly jsDoc?: readonly TypeScript.JSDoc[] }) => {
    nodes.push([node.kind, node.getStart(tree), node.end, (node.jsDoc ?? []).map((own) => own.getText()).join()]);
    typescript.forEachChild(node, visit);
  };
  visit(tree);
  return nodes;
}

test("declarations without their doc comments are the same, and the same with them once they are given back", () => {
  const commented = (nodes: ReturnType<typeof nodesOf>) => nodes.filter(([, , , comments]) => comments).length;
  let [left, all] = [0, 0];
  for (const file of FILES) {
    const text = readFileSync(file, "utf8");
    const target = typescript.ScriptTarget.ES2022;
    const expected = nodesOf(typescript.createSourceFile(file, text, target, true));
    const comments = createDocComments(typescript);
    const tree = comments.parse(file, text, target);
    const without = nodesOf(tree);
    const places = (nodes: typeof without) => nodes.map(([kind, pos, end]) => [kind, pos, end]);
    expect(places(without), file).toEqual(places(expected));
    left += commented(without);
    all += commented(expected);
    comments.giveBack();
    expect(nodesOf(tree), file).toEqual(expected);
  }
  expect(all).toBeGreaterThan(1000);
  expect(left).toBeLessThan(0.01 * all);
});
