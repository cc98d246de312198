import type TypeScript from "@tslab/typescript-for-tslab";

/** What the code of a cell finds declared: a flag that is not 0 while it is to end, and what then ends it by throwing. */
export const FLAG = "__interrupted";
export const RAISE = "__interrupt";
/** A function that raises if the flag says so, and else returns what it is given. */
export const RESUME = "__resume";

/**
 * Makes code that can be interrupted: each function and each turn of a loop begins with `__interrupted[0] && __interrupt()`,
 * which throws, and each `await value` becomes `__resume(await value)`. So `finally` is honoured, and nothing of Node's or of a library's is left half-done.
 */
export function addCheckPoints(typescript: typeof TypeScript): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  const { factory } = typescript;
  const check = () =>
    factory.createLogicalAnd(
      factory.createElementAccessExpression(factory.createIdentifier(FLAG), 0),
      factory.createCallExpression(factory.createIdentifier(RAISE), undefined, []),
    );
  const begin = (statements: readonly TypeScript.Statement[]) => {
    const isDirective = (statement: TypeScript.Statement) =>
      typescript.isExpressionStatement(statement) && typescript.isStringLiteral(statement.expression);
    const first = statements.findIndex((statement) => !isDirective(statement));
    return statements.toSpliced(Math.max(first, 0), 0, factory.createExpressionStatement(check()));
  };
  const begun = (body: TypeScript.Statement) =>
    typescript.isBlock(body)
      ? factory.updateBlock(body, begin(body.statements))
      : factory.createBlock(begin([body]), true);
  /** The body of a function or of a loop, whose other parts have been seen to. */
  const bodyOf = <Body extends TypeScript.Node>(body: Body): Body => {
    const made: TypeScript.Node = typescript.isExpression(body)
      ? factory.createParenthesizedExpression(factory.createComma(check(), body))
      : begun(body as TypeScript.Node as TypeScript.Statement);
    return made as Body;
  };
  return (context) => {
    // What is transformed does not know its parents.
    const visitIn = (parent: TypeScript.Node) => (node: TypeScript.Node) => {
      const visited: TypeScript.Node = typescript.visitEachChild(node, visitIn(node), context);
      if (typescript.isAwaitExpression(visited)) {
        return factory.createCallExpression(factory.createIdentifier(RESUME), undefined, [visited]);
      }
      return isBody(typescript, node, parent) ? bodyOf(visited) : visited;
    };
    return (file) => typescript.visitEachChild(file, visitIn(file), context);
  };
}

function isBody(typescript: typeof TypeScript, node: TypeScript.Node, parent: TypeScript.Node): boolean {
  if (typescript.isIterationStatement(parent, false)) return parent.statement === node;
  return typescript.isFunctionLike(parent) && "body" in parent && parent.body === node;
}
