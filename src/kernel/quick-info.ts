import type TypeScript from "@tslab/typescript-for-tslab";
import type { Json } from "./wire";

/** What a name is: its type and its comment; in full detail also what the comment says under its tags. */
export function infoBundle(info: TypeScript.QuickInfo, detailLevel: number): Json {
  const type = textOf(info.displayParts);
  const comment = textOf(info.documentation);
  const tags = detailLevel > 0 ? (info.tags ?? []) : [];
  const plain = tags.map(({ name, text }) => `@${name} ${textOf(text)}`.trimEnd());
  const markdown = tags.map(({ name, text }) => `*@${name}* ${textOf(text)}`.trimEnd());
  return {
    "text/plain": [type, comment, ...plain].filter(Boolean).join("\n"),
    "text/markdown": [`\`\`\`typescript\n${type}\n\`\`\``, comment, ...markdown].filter(Boolean).join("\n\n"),
  };
}

function textOf(parts: readonly TypeScript.SymbolDisplayPart[] = []): string {
  return parts.map(({ text }) => text).join("");
}
