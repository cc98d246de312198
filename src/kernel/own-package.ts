/** The name of this package, which cells import. */
export const PACKAGE = "elbo";

/** Whether an import that leads to nothing means this package: no package of its name is installed where the cell lies. */
export function meansOwn(name: string): boolean {
  return name === PACKAGE || name.startsWith(`${PACKAGE}/`);
}
