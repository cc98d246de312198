import type TypeScript from "@tslab/typescript-for-tslab";

/**
 * Stands in for the printer with which tslab writes down what is left of the earlier cells' declarations: their text as it
 * is, which is faster, but for what names several things, of which some may be gone.
 */
export function createKeptPrinter(typescript: typeof TypeScript): Pick<TypeScript.Printer, "printFile"> {
  const printer = typescript.createPrinter({ newLine: typescript.NewLineKind.LineFeed });
  const { Const, Let } = typescript.NodeFlags;
  const printVariables = ({ text }: TypeScript.SourceFile, statement: TypeScript.VariableStatement) => {
    const { declarations, flags, pos } = statement.declarationList;
    const keyword = flags & Const ? "const" : flags & Let ? "let" : "var";
    const variables = declarations.map((declaration) => text.slice(declaration.pos, declaration.end).trim());
    return `${text.slice(statement.pos, pos)} ${keyword} ${variables.join(", ")};`;
  };
  const print = (file: TypeScript.SourceFile, statement: TypeScript.Statement) => {
    if (typescript.isVariableStatement(statement)) return printVariables(file, statement);
    if (!typescript.isImportDeclaration(statement)) return file.text.slice(statement.pos, statement.end);
    return printer.printNode(typescript.EmitHint.Unspecified, statement, file);
  };
  return { printFile: (file) => file.statements.map((statement) => `${print(file, statement).trim()}\n`).join("") };
}
