import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { executedTree } from "../../src/runner/executed-tree";
import { publishArchive, publishBranch } from "../../src/runner/publish";
import { originOf } from "../../src/runner/reuse";
import { notebookOf, temporaryFolder, writeNotebook } from "./fixture";

const COPIES = path.join("out", "notebooks");
const NAMES = ["01-coin", "02-dice"];
const SOURCES = NAMES.map((name) => path.join("notebooks", `${name}.ipynb`));

const git = (...args: readonly string[]): string => execFileSync("git", args, { encoding: "utf8" }).trim();

/** A clone of two notebooks, committed and executed, as the present folder. */
beforeEach(() => {
  const [folder, before] = [temporaryFolder(), process.cwd()];
  process.chdir(folder);
  onTestFinished(() => process.chdir(before));
  mkdirSync("notebooks");
  mkdirSync(COPIES, { recursive: true });
  writeFileSync(".gitignore", "out/\n");
  git("init", "--quiet", "--initial-branch=main");
  git("config", "user.name", "Ada");
  git("config", "user.email", "ada@example.org");
  for (const name of NAMES) writeNotebook("notebooks", name, notebookOf(`"${name}"`));
  commit();
  for (const name of NAMES) execute(name, "a picture");
});

function commit(): void {
  git("add", ".");
  git("commit", "--quiet", "-m", "change");
}

function execute(name: string, output: string): void {
  const copy = path.join(COPIES, `${name}.ipynb`);
  writeFileSync(copy, JSON.stringify({ name, output }));
  originOf(path.join("notebooks", `${name}.ipynb`), copy).record();
}

const tree = () => executedTree(SOURCES, COPIES);
const everything = () => [
  git("status", "--porcelain"),
  git("write-tree"),
  git("symbolic-ref", "HEAD"),
  readdirSync("."),
];

test("a tree has each executed copy and a page that lists them, and touches neither the work tree nor the index", () => {
  const before = everything();
  const made = tree();
  expect(git("ls-tree", "-r", "--name-only", made).split("\n")).toEqual(["README.md", ...SOURCES]);
  expect(git("cat-file", "-p", `${made}:notebooks/02-dice.ipynb`)).toContain("a picture");
  expect(git("cat-file", "-p", `${made}:README.md`)).toContain("- [Lesson](notebooks/01-coin.ipynb)");
  expect(everything()).toEqual(before);
});

describe("a tree is refused in words", () => {
  test("where something is not committed", () => {
    writeFileSync(SOURCES[0], "{}");
    writeFileSync("notes.txt", "");
    expect(tree).toThrow(/^elbo publish needs all changes committed, got some in notebooks\/01-coin.ipynb, notes.txt$/);
  });

  test("where a copy is missing, or is of another notebook than the committed one", () => {
    writeNotebook("notebooks", "02-dice", notebookOf("changed"));
    commit();
    expect(tree).toThrow(/^elbo publish needs executed copies .* got none of notebooks\/02-dice.ipynb: run elbo run$/);
  });

  test("where there is no clone", () => {
    process.chdir(temporaryFolder());
    expect(tree).toThrow(/^elbo publish needs a git clone with a commit, got none$/);
  });
});

describe("a branch", () => {
  test("is made, gets a commit when the copies change, and none when they do not", () => {
    const before = everything();
    expect(publishBranch(tree(), "executed")).toBe(true);
    expect(publishBranch(tree(), "executed")).toBe(false);
    execute("01-coin", "another picture");
    expect(publishBranch(tree(), "executed")).toBe(true);
    expect(git("rev-list", "--count", "executed")).toBe("2");
    expect(git("show", "executed:notebooks/01-coin.ipynb")).toContain("another picture");
    expect(git("show", "--no-patch", "--format=%an %s", "executed")).toBe(
      `Ada The notebooks executed, as of ${git("rev-parse", "--short", "main")}`,
    );
    expect(everything()).toEqual(before);
  });

  test("that is checked out, that holds something else, or that is no name is left alone", () => {
    git("branch", "work");
    expect(() => publishBranch(tree(), "main")).toThrow("needs a branch that is not checked out, got main");
    expect(() => publishBranch(tree(), "work")).toThrow("the branch work holds something else");
    expect(() => publishBranch(tree(), "a b")).toThrow("--branch needs the name of a branch, got a b");
    expect(git("rev-parse", "work")).toBe(git("rev-parse", "main"));
  });
});

test("an archive holds the copies, is the same twice, and replaces an older one at once", () => {
  const [first, second] = ["first.tgz", "second.tgz"].map((name) => path.join(temporaryFolder(), name));
  publishArchive(tree(), first);
  expect(execFileSync("tar", ["tzf", first], { encoding: "utf8" })).toContain(
    "elbo-executed/notebooks/01-coin.ipynb\n",
  );
  writeFileSync(second, "an older one");
  publishArchive(tree(), second);
  expect(readFileSync(second)).toEqual(readFileSync(first));
  copyFileSync(first, second);
  expect(() => publishArchive("no-tree", second)).toThrow(/^git commit-tree: /);
  expect(existsSync(second)).toBe(true);
  expect(readFileSync(second)).toEqual(readFileSync(first));
});
