import { type Program, parse } from "acorn";
import { transform } from "sucrase";

/** A cell as the body of an async function of `exports` and `require`, with the lines where they were. */
export interface CompiledCell {
  readonly body: string;
  /** What later cells see of it. */
  readonly names: readonly string[];
}

/** The module of what the cells before have declared, and the name of a cell's last value. */
export const CELLS = "the cells before";
export const LAST = "__last";

/**
 * A cell is a module: what it uses of the cells before it imports, what it declares it exports. TypeScript's types are
 * taken out unchecked. @throws a `SyntaxError` with `(line:column)` at the end of its message.
 */
export function compileCell(code: string, known: readonly string[]): CompiledCell {
  const javascript = transform(code, { ...OPTIONS, transforms: ["typescript"] }).code;
  const program = parse(javascript, { ecmaVersion: "latest", sourceType: "module" });
  const { names, module } = exporting(javascript, program);
  const earlier = known.filter((name) => !names.includes(name));
  const imports = `import { ${earlier.join(", ")} } from ${JSON.stringify(CELLS)}; `;
  const body = transform(imports + module, { ...OPTIONS, transforms: ["imports"] }).code;
  return { body, names };
}

const OPTIONS = { disableESTransforms: true, keepUnusedImports: true, preserveDynamicImport: true } as const;

/** The same module with every name of its top level exported as soon as it has a value, and its last value too. */
function exporting(code: string, { body }: Program): { readonly names: readonly string[]; readonly module: string } {
  const names: string[] = [];
  let hoisted = "";
  let module = "";
  let at = 0;
  for (const [i, statement] of body.entries()) {
    const isLast = i === body.length - 1 && statement.type === "ExpressionStatement";
    const declared = declaredBy(statement);
    names.push(...declared);
    const exported = declared.length > 0 ? `; export { ${declared.join(", ")} };` : "";
    if (statement.type === "FunctionDeclaration") hoisted += exported;
    module += code.slice(at, statement.start) + (isLast ? `export const ${LAST} = ` : "");
    module += code.slice(statement.start, statement.end) + (statement.type === "FunctionDeclaration" ? "" : exported);
    at = statement.end;
  }
  return { names, module: `${hoisted}${module}${code.slice(at)}` };
}

type Statement = Program["body"][number];
type Pattern = Extract<Statement, { type: "VariableDeclaration" }>["declarations"][number]["id"];

function declaredBy(statement: Statement): readonly string[] {
  switch (statement.type) {
    case "ImportDeclaration":
      return statement.specifiers.map(({ local }) => local.name);
    case "VariableDeclaration":
      return statement.declarations.flatMap(({ id }) => namesOf(id));
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return [statement.id.name];
    default:
      return [];
  }
}

function namesOf(pattern: Pattern): readonly string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((p) => namesOf(p.type === "Property" ? p.value : p.argument));
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => (element ? namesOf(element) : []));
    case "RestElement":
      return namesOf(pattern.argument);
    case "AssignmentPattern":
      return namesOf(pattern.left);
    default:
      return [];
  }
}
