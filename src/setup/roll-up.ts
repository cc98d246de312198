import ts from "typescript";

/** What goes into one `declare module`, each once, in the order in which it was found to be needed. */
type Lines = Map<ts.Statement | string, string>;

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
  const whole = new Set<ts.Symbol>();

  const linesOf = (name: string): Lines => {
    const lines = modules.get(name) ?? new Map();
    modules.set(name, lines);
    return lines;
  };
  const add = (module: string, line: string) => linesOf(module).set(line, line);
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
      // First of all its place: overloads have an order.
      const lines = linesOf(home).set(statement, "");
      const renamed = new Map<string, string>();
      const visit = (node: ts.Node): void => {
        if (ts.isIdentifier(node)) mention(node, home);
        if (ts.isImportTypeNode(node)) renamed.set(node.argument.getText(), `"${shareMember(node)}"`);
        ts.forEachChild(node, visit);
      };
      visit(statement);
      const text = textOf(statement);
      lines.set(
        statement,
        text.replace(/\bimport\((.*?)\)/g, (_, name) => `import(${renamed.get(name) ?? name})`),
      );
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
    if (ts.isNamespaceImport(declaration) && from) {
      add(home, `import * as ${name.text} from "${from}";`);
      const member = ts.isQualifiedName(name.parent) ? name.parent.right : undefined;
      if (member) share(aliased(checker.getSymbolAtLocation(member)!), { name: member.text, through: from });
      else shareAll(target, from);
    } else if (ts.isImportSpecifier(declaration)) {
      const specifier = from ?? (declaration.parent.parent.parent.moduleSpecifier as ts.StringLiteral).text;
      const original = from ? target.name : (declaration.propertyName ?? declaration.name).text;
      if (from !== home) add(home, `import { ${as(original, name.text)} } from "${specifier}";`);
      need(target);
    } else if (!ts.isExportSpecifier(declaration)) {
      throw new Error(`the roll-up knows no import like ${declaration.parent.getText()}`);
    }
  };

  /** Gives a symbol to those who ask for it by a name at a module. */
  const share = (symbol: ts.Symbol, { name, through }: { readonly name: string; readonly through: string }): void => {
    const home = moduleOf(symbol);
    if (!home) throw new Error(`the roll-up has no file for ${name} of ${through}`);
    if (symbol.flags & ts.SymbolFlags.ValueModule && ts.isSourceFile(symbol.declarations![0])) {
      add(through, `export * as ${name} from "${home}";`);
      shareAll(symbol, home);
      return;
    }
    if (home !== through) add(through, `export { ${as(symbol.name, name)} } from "${home}";`);
    need(symbol);
  };

  const shareAll = (module: ts.Symbol, through: string): void => {
    if (whole.has(module)) return;
    whole.add(module);
    for (const symbol of checker.getExportsOfModule(module)) share(aliased(symbol), { name: symbol.name, through });
  };

  /** For `import("module").Name`. → the module's name */
  const shareMember = ({ argument, qualifier }: ts.ImportTypeNode): string => {
    const module = checker.getSymbolAtLocation((argument as ts.LiteralTypeNode).literal);
    const through = module && moduleOf(module);
    if (!through) return argument.getText().slice(1, -1);
    const member = qualifier && (ts.isIdentifier(qualifier) ? qualifier : (qualifier.left as ts.Identifier));
    if (member) share(aliased(checker.getSymbolAtLocation(member)!), { name: member.text, through });
    else shareAll(module, through);
    return through;
  };

  const source = program.getSourceFile(entry)!;
  shareAll(checker.getSymbolAtLocation(source)!, nameOf(source.fileName)!);
  return [...modules]
    .map(([name, lines]) => `declare module "${name}" {\n${[...lines.values()].join("\n")}\n}\n`)
    .join("");
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
