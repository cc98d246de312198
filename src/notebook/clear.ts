import { door } from "./display";

/** Removes what the cell has shown so far: at once, or with `wait` when the next output comes, which does not flicker. */
export function clear({ wait = false }: { readonly wait?: boolean } = {}): void {
  door()?.clear(wait);
}
