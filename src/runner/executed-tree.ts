import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { askGit, git } from "./git";
import { joined } from "./notebook";
import { readNotebook } from "./read-notebook";
import { originOf } from "./reuse";
import { copyOf } from "./run-all";

/**
 * Writes a tree of the executed copies of notebooks into git's store, beside the work tree and its index.
 * → the tree's name. @throws one line, unless all is committed and every copy is of this commit
 */
export function executedTree(notebooks: readonly string[], copies: string): string {
  if (askGit("rev-parse", "HEAD") === undefined)
    throw new Error("elbo publish needs a git clone with a commit, got none");
  const changed = `${git(["status", "--porcelain"])}`.split("\n").flatMap((line) => line.slice(3) || []);
  if (changed.length > 0) throw new Error(`elbo publish needs all changes committed, got some in ${some(changed)}`);
  const executed = notebooks.map((file) => ({ file, copy: copyOf(file, copies) }));
  const outdated = executed.filter(({ file, copy }) => !originOf(file, copy).isCurrent());
  if (outdated.length > 0) {
    const names = some(outdated.map(({ file }) => file));
    throw new Error(
      `elbo publish needs executed copies of all notebooks as they are, got none of ${names}: run elbo run`,
    );
  }
  const files = executed.map(({ file, copy }) => [`notebooks/${path.basename(file)}`, readFileSync(copy)] as const);
  return treeOf([["README.md", Buffer.from(readme(notebooks))], ...files]);
}

/** A tree of files, made in an index of its own. */
function treeOf(files: readonly (readonly [name: string, content: Buffer])[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), "elbo-index-"));
  try {
    const env = { GIT_INDEX_FILE: path.join(folder, "index") };
    const entries = files.map(
      ([name, input]) => `100644 ${lineOf(git(["hash-object", "-w", "--stdin"], { input }))}\t${name}\n`,
    );
    git(["update-index", "--add", "--index-info"], { input: entries.join(""), env });
    return lineOf(git(["write-tree"], { env }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readme(notebooks: readonly string[]): string {
  const rows = notebooks.map((file) => {
    const title = joined(readNotebook(file).cells[0]?.source ?? "").match(/^# (.*)$/m)?.[1] ?? path.basename(file);
    return `- [${title}](notebooks/${path.basename(file)})`;
  });
  return [
    "# The notebooks of elbo, executed",
    "",
    "Written by `elbo publish`: with every number, and a picture of each chart.",
    "",
    ...rows,
    "",
  ].join("\n");
}

function some(names: readonly string[]): string {
  const more = names.length - 3;
  return names.slice(0, 3).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

export function lineOf(output: Buffer): string {
  return `${output}`.trim();
}
