import path from "node:path";
import ts from "typescript";
import { roomsOf } from "./api-rooms";
import { parse, readSource, type Source } from "./api-source";

/** A public name of the library: how it is declared, and what its doc comment says. */
export interface ApiName {
  readonly name: string;
  /** Where it is declared, from the folder of `index.ts`, without `.ts`: `bounds/elbo`. */
  readonly file: string;
  readonly isType: boolean;
  readonly signature: string;
  readonly doc: Doc;
  /** The types that the signature leads to and that are not public, each under the first name that needs it. */
  readonly helpers: readonly string[];
}

/** A doc comment as Markdown, one string for each of its parts. */
export interface Doc {
  readonly text: string;
  /** Its last sentence, where that is shapes → shapes. */
  readonly shapes: string | undefined;
  readonly throws: readonly string[];
  readonly see: readonly string[];
}

/**
 * The names that a module exports, in the lecture's order, with what their sources say of them.
 * @throws where it exports anything but names from files beside it, or such a file does not declare one.
 */
export function readApi(index: string): readonly ApiName[] {
  const folder = path.dirname(index);
  const sources = new Map<string, Source>();
  const sourceOf = (file: string): Source => {
    const source = sources.get(file) ?? readSource(file);
    sources.set(file, source);
    return source;
  };
  const exported = parse(index).statements.flatMap((statement) => exportsOf(statement, index));
  const known = new Set(exported.map(({ file, name }) => `${path.join(folder, `${file}.ts`)} ${name}`));

  /** What declares the types that are named in `file`, and the types that those name. */
  const helpersOf = (file: string, mentions: readonly string[]): readonly string[] =>
    mentions.flatMap((name) => {
      const home = sourceOf(file).imports.get(name) ?? file;
      const found = sourceOf(home).declared.get(name);
      if (!found || known.has(`${home} ${name}`)) return [];
      known.add(`${home} ${name}`);
      const own = found.comment === "" ? found.signature : `${found.comment}\n${found.signature}`;
      return [own, ...helpersOf(home, found.mentions)];
    });

  const found = exported.map(({ file, name }) => {
    const declared = sourceOf(path.join(folder, `${file}.ts`)).declared.get(name);
    if (!declared) throw new Error(`${path.basename(index)} needs ${file}.ts to declare ${name}, got none`);
    return { file, name, ...declared };
  });
  const inOrder = roomsOf(found).flatMap(({ names }) => names);
  return inOrder.map(({ name, file, isType, signature, comment, mentions }) => {
    const helpers = helpersOf(path.join(folder, `${file}.ts`), mentions);
    return { name, file, isType, signature, doc: docOf(comment), helpers };
  });
}

function exportsOf(
  statement: ts.Statement,
  index: string,
): readonly { readonly file: string; readonly name: string }[] {
  if (ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause)) {
    const { moduleSpecifier: from, exportClause } = statement;
    if (from && ts.isStringLiteral(from)) {
      return exportClause.elements.map(({ name }) => ({ file: from.text.replace(/^\.\//, ""), name: name.text }));
    }
  }
  throw new Error(`${path.basename(index)} needs lines \`export { … } from "…"\` alone, got ${statement.getText()}`);
}

function docOf(comment: string): Doc {
  const plain = comment.replace(/^\/\*\*|\*\/$/g, "").replace(/^\s*\* ?/gm, "");
  // tags also stand within a line here, where TypeScript's own parser sees none
  const [said, ...tags] = plain.split(/(?=@(?:throws|see)\s)/).map((part) => part.trim());
  const last = said.split(/(?<=\.)\s+| {2,}/).at(-1)!;
  const hasShapes = last !== said && /\[.*→|→.*\[/s.test(last);
  const tagged = (tag: string) =>
    tags.filter((part) => part.startsWith(tag)).map((part) => part.slice(tag.length).trim());
  const text = hasShapes ? said.slice(0, -last.length).trimEnd() : said;
  return { text, shapes: hasShapes ? last : undefined, throws: tagged("@throws"), see: tagged("@see") };
}
