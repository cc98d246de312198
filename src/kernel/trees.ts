import type TypeScript from "@tslab/typescript-for-tslab";

/** With what TypeScript has and does not declare. */
export type Internals = typeof TypeScript & {
  bindSourceFile(file: TypeScript.SourceFile, options: TypeScript.CompilerOptions): void;
  setResolvedModule(file: Tree, name: string, resolution: { resolvedModule: TypeScript.ResolvedModuleFull }): void;
  transformModule(context: TypeScript.TransformationContext): TypeScript.Transformer<TypeScript.SourceFile>;
  extensionFromPath(path: string): string;
  getQuickInfoAtPosition(file: TypeScript.SourceFile, ...rest: readonly unknown[]): TypeScript.QuickInfo | undefined;
};

/** What the binder and a program write on the tree of a file. */
export interface Tree extends TypeScript.SourceFile {
  readonly symbol?: TypeScript.Symbol;
  path?: string;
  resolvedPath?: string;
  originalFileName?: string;
  imports?: readonly TypeScript.StringLiteralLike[];
  moduleAugmentations?: readonly never[];
  ambientModuleNames?: readonly never[];
  resolvedModules?: Map<string, { readonly resolvedModule?: TypeScript.ResolvedModule }>;
}

/** Whether a module has anything to declare to others. */
export function declares({ symbol }: Tree): boolean {
  return symbol === undefined || symbol.exports!.size > 0;
}

/** The names in all that a file imports, exports from elsewhere, or takes a type from. */
export function namesOfModules(typescript: typeof TypeScript, tree: Tree): readonly TypeScript.StringLiteralLike[] {
  const found: TypeScript.StringLiteralLike[] = [];
  const visit = (node: TypeScript.Node) => {
    const name = nameOfModule(typescript, node);
    if (name && typescript.isStringLiteralLike(name)) found.push(name);
    typescript.forEachChild(node, visit);
  };
  if (/\bimport\b|\bfrom\b/.test(tree.text)) visit(tree);
  return found;
}

function nameOfModule(typescript: typeof TypeScript, node: TypeScript.Node): TypeScript.Node | undefined {
  if (typescript.isImportDeclaration(node) || typescript.isExportDeclaration(node)) return node.moduleSpecifier;
  if (typescript.isExternalModuleReference(node)) return node.expression;
  if (typescript.isImportTypeNode(node)) {
    return typescript.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  }
  const isImport = typescript.isCallExpression(node) && node.expression.kind === typescript.SyntaxKind.ImportKeyword;
  return isImport ? node.arguments[0] : undefined;
}
