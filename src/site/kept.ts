import type { MarkdownIt, Token } from "markdown-it";

/** What stands directly before and behind a formula within its line. */
export interface Adjoining {
  readonly before: string;
  readonly behind: string;
}

/** Gives each formula what adjoins it, as a bracket or a full stop: a browser would begin a line with it. */
export function keepAdjoining(markdown: MarkdownIt): void {
  markdown.core.ruler.push("kept", (state) => {
    for (const { children } of state.tokens) children?.forEach(take);
  });
}

/** What a formula has been given. */
export const adjoining = ({ meta }: Token): Adjoining =>
  (meta?.adjoining as Adjoining | undefined) ?? { before: "", behind: "" };

function take(token: Token, i: number, tokens: readonly Token[]): void {
  if (token.type !== "math_inline") return;
  const [before] = textAt(tokens, i - 1).match(/[([“‘]+$/) ?? [""];
  const [behind] = textAt(tokens, i + 1).match(/^[^\s—]+/) ?? [""];
  if (before === "" && behind === "") return;
  token.meta = { adjoining: { before, behind } satisfies Adjoining };
  if (before) tokens[i - 1].content = tokens[i - 1].content.slice(0, -before.length);
  if (behind) tokens[i + 1].content = tokens[i + 1].content.slice(behind.length);
}

const textAt = (tokens: readonly Token[], i: number): string => (tokens[i]?.type === "text" ? tokens[i].content : "");
