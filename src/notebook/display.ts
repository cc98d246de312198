/** One output in several forms, as Jupyter has it: the front end shows the richest that it knows. */
export interface MimeBundle {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** The door that a kernel opens for what its cells show. */
interface DisplayDoor {
  display(bundle: MimeBundle): void;
}

const DOOR = Symbol.for("elbo.display");

/** Shows a bundle below the cell; outside a notebook, prints its text. */
export function display(bundle: MimeBundle): void {
  const door = (globalThis as { [DOOR]?: DisplayDoor })[DOOR];
  if (door) door.display(bundle);
  else console.log(bundle.data["text/plain"]);
}
