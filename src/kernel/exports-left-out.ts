import type TypeScript from "@tslab/typescript-for-tslab";

/**
 * A cell with blanks for the word `export` before what it declares, as in code that was written for a file: the next cells
 * see that anyway, and tslab, which exports it, would do so twice.
 */
export function leaveOutExports(typescript: typeof TypeScript, code: string): string {
  if (!/\bexport\b/.test(code)) return code;
  const { statements } = typescript.createSourceFile("cell.ts", code, typescript.ScriptTarget.Latest);
  return statements.reduce((text, statement) => {
    const modifiers = typescript.canHaveModifiers(statement) ? (typescript.getModifiers(statement) ?? []) : [];
    const find = (wanted: TypeScript.SyntaxKind) => modifiers.find(({ kind }) => kind === wanted);
    const word = find(typescript.SyntaxKind.ExportKeyword);
    if (!word || find(typescript.SyntaxKind.DefaultKeyword)) return text;
    const blank = " ".repeat("export".length);
    return `${text.slice(0, word.end - blank.length)}${blank}${text.slice(word.end)}`;
  }, code);
}
