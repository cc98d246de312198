import ts from "typescript";

/** What goes into one `declare module`: lines, each once, in the order in which they were found to be needed. */
type Lines = Set<string>;

/**
 * The declarations of a module and of all that they mention, as one file of ambient modules: of hundreds of files, many of
 * them re-exports, what remains is what a reader of the module's types can meet.
 *
 * `nameOf` gives a file's module name, or undefined for what is to stay an import.
 */
export function rollUp(entry: string, nameOf: (file: string) => string | undefined): string {
  const program = ts.createProgram([entry], { module: ts.ModuleKind.Node16, types: [], skipLibCheck: true });
  const checker = program.getTypeChecker();
  const modules = new Map<string, Lines>();
  const seen = new Set<ts.Node>();

  const linesOf = (name: string): Lines => {
    const lines = modules.get(name) ?? new Set();
    modules.set(name, lines);
    return lines;
  };
  const moduleOf = (symbol: ts.Symbol) =>
    symbol.declarations && nameOf(symbol.declarations[0].getSourceFile().fileName);
  const aliased = (symbol: ts.Symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const as = (from: string, to: string) => (from === to ? to : `${from} as ${to}`);

  const need = (symbol: ts.Symbol): void => {
    const home = moduleOf(symbol);
    if (!home) return;
    for (const declaration of symbol.declarations ?? []) {
      const statement = statementOf(declaration);
      if (!statement || seen.has(statement)) continue;
      seen.add(statement);
      const visit = (node: ts.Node): void => {
        if (ts.isImportTypeNode(node)) throw new Error(`roll-up: an import type in ${statement.getText()}`);
        if (ts.isIdentifier(node)) mention(node, home);
        ts.forEachChild(node, visit);
      };
      visit(statement);
      linesOf(home).add(textOf(statement));
    }
  };

  /** A name in a statement that goes into the module `home`. */
  const mention = (name: ts.Identifier, home: string): void => {
    const symbol = checker.getSymbolAtLocation(name);
    if (!symbol) return;
    const [declaration] = symbol.declarations ?? [];
    const target = aliased(symbol);
    if (target === symbol || !declaration) {
      need(symbol);
      return;
    }
    const from = moduleOf(target);
    if (ts.isNamespaceImport(declaration)) {
      if (!from) throw new Error(`roll-up: ${declaration.getText()} of a package that stays an import`);
      linesOf(home).add(`import * as ${name.text} from "${from}";`);
      if (!ts.isQualifiedName(name.parent)) return;
      const member = aliased(checker.getSymbolAtLocation(name.parent.right)!);
      share(member, { name: name.parent.right.text, through: from });
    } else if (ts.isImportSpecifier(declaration)) {
      const specifier = from ?? (declaration.parent.parent.parent.moduleSpecifier as ts.StringLiteral).text;
      const original = from ? target.name : (declaration.propertyName ?? declaration.name).text;
      if (from !== home) linesOf(home).add(`import { ${as(original, name.text)} } from "${specifier}";`);
      need(target);
    }
  };

  /** Gives a symbol to those who ask for it by a name at a module. */
  const share = (symbol: ts.Symbol, { name, through }: { name: string; through: string }): void => {
    const home = moduleOf(symbol);
    if (!home) throw new Error(`roll-up: ${name} of ${through} is not in a file that is rolled up`);
    if (home !== through) linesOf(through).add(`export { ${as(symbol.name, name)} } from "${home}";`);
    need(symbol);
  };

  const source = program.getSourceFile(entry)!;
  const through = nameOf(source.fileName)!;
  for (const symbol of checker.getExportsOfModule(checker.getSymbolAtLocation(source)!)) {
    share(aliased(symbol), { name: symbol.name, through });
  }
  return [...modules].map(([name, lines]) => `declare module "${name}" {\n${[...lines].join("\n")}\n}\n`).join("");
}

/** The statement of a module or of an augmentation in which something is declared. */
function statementOf(node: ts.Node): ts.Statement | undefined {
  const { parent } = node;
  if (!parent) return undefined;
  const isTop = ts.isSourceFile(parent) || (ts.isModuleBlock(parent) && ts.isStringLiteral(parent.parent.name));
  return isTop ? (node as ts.Statement) : statementOf(parent);
}

/** A statement and its doc comment, fit for within `declare module`. */
function textOf(statement: ts.Statement): string {
  const doc = ts.getJSDocCommentsAndTags(statement).filter(ts.isJSDoc).at(-1);
  const own = statement.getText().replace(/^(export )?declare /, "$1");
  return doc && !doc.getText().includes("@license") ? `${doc.getText()}\n${own}` : own;
}
