import { lineOf } from "./executed-tree";
import { askGit, git } from "./git";
import { save } from "./save";

const SUBJECT = "The notebooks executed, as of";

/** Saves a tree as an archive, whose bytes depend on the tree and on the commit alone. */
export function publishArchive(tree: string, file: string): void {
  save(file, git(["archive", "--format=tar.gz", "--prefix=elbo-executed/", commitOf(tree)]));
}

/**
 * Puts a tree on a branch, after what is there; the work tree stays as it is. → whether the branch has changed
 * @throws one line, if the branch is checked out, or holds something else
 */
export function publishBranch(tree: string, branch: string): boolean {
  if (askGit("check-ref-format", "--branch", branch) === undefined) {
    throw new Error(`--branch needs the name of a branch, got ${branch}`);
  }
  const ref = `refs/heads/${branch}`;
  if (`${git(["worktree", "list", "--porcelain"])}`.split("\n").includes(`branch ${ref}`)) {
    throw new Error(`elbo publish needs a branch that is not checked out, got ${branch}`);
  }
  const before = askGit("rev-parse", "--verify", "--quiet", ref);
  if (before !== undefined) {
    const [subject, kept] = lineOf(git(["show", "--no-patch", "--format=%s%n%T", before])).split("\n");
    if (!subject.startsWith(SUBJECT)) throw new Error(`the branch ${branch} holds something else: it is left alone`);
    if (kept === tree) return false;
  }
  // 40 zeros: it must not be there yet
  git(["update-ref", ref, commitOf(tree, before), before ?? "0".repeat(40)]);
  return true;
}

/** A commit by the author of the present one and of its time, so that the same tree gives the same commit. */
function commitOf(tree: string, parent?: string): string {
  const [name, email, date, head] = lineOf(git(["show", "--no-patch", "--format=%an%n%ae%n%cI%n%h", "HEAD"])).split(
    "\n",
  );
  const env = {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
    GIT_COMMITTER_DATE: date,
  };
  const parents = parent === undefined ? [] : ["-p", parent];
  return lineOf(git(["commit-tree", tree, ...parents, "-m", `${SUBJECT} ${head}`], { env }));
}
