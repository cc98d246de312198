import path from "node:path";
import { parseArgs } from "node:util";
import { UsageError, understood } from "./usage";

/** `elbo publish …`: the executed copies as an archive, on a branch, or both. → exit status */
export async function publish(args: string[], notebooks: string, executed: string): Promise<number> {
  const options = { archive: { type: "string" }, branch: { type: "string" } } as const;
  const { values } = understood(() => parseArgs({ args, options }));
  const { archive, branch } = values;
  if (!archive && !branch) throw new UsageError("elbo publish needs --archive FILE, --branch NAME or both, got none");
  const { findNotebooks } = await import("./runner/find-notebooks.js");
  const { executedTree } = await import("./runner/executed-tree.js");
  const { publishArchive, publishBranch } = await import("./runner/publish.js");
  const tree = executedTree(findNotebooks([], notebooks), executed);
  if (archive) {
    publishArchive(tree, archive);
    console.log(`wrote ${path.normalize(archive)}`);
  }
  if (branch) {
    const isNew = publishBranch(tree, branch);
    console.log(
      isNew ? `the branch ${branch} has a new commit: git push origin ${branch}` : `the branch ${branch} is as it was`,
    );
  }
  return 0;
}
