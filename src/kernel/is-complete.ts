import type TypeScript from "@tslab/typescript-for-tslab";

/** The content of `is_complete_reply`. */
export type Completeness =
  | { readonly status: "complete" | "invalid" | "unknown" }
  | { readonly status: "incomplete"; readonly indent: string };

const COMMENT_NOT_CLOSED = 1010;
const TEMPLATE_NOT_CLOSED = 1160;

/** Whether code can run as it is, wants to go on, or is wrong already; `tslab` knows what is expected at its end. */
export function completenessOf(
  typescript: typeof TypeScript,
  code: string,
  tslab: { readonly completed: boolean; readonly indent?: string },
): Completeness {
  const { completed, indent = "" } = tslab;
  if (!completed) return { status: "incomplete", indent };
  const { diagnostics } = typescript.transpileModule(code, { reportDiagnostics: true });
  if (!diagnostics) return { status: "unknown" };
  const isOpen = diagnostics.some((found) => found.code === COMMENT_NOT_CLOSED || found.code === TEMPLATE_NOT_CLOSED);
  if (isOpen) return { status: "incomplete", indent: "" };
  return { status: diagnostics.length > 0 ? "invalid" : "complete" };
}
