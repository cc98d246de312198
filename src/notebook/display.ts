/** One output in several forms, as Jupyter has it: the front end shows the richest that it knows. */
export interface MimeBundle {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

interface Displayed extends MimeBundle {
  /** An output with an id can be replaced; the id is not saved with it. */
  readonly transient?: { readonly display_id: string };
}

/** The door that a kernel opens for what its cells show. */
interface DisplayDoor {
  display(displayed: Displayed): void;
  update(displayed: Displayed): void;
  clear(wait: boolean): void;
  /** Calls back when the cell that is running ends, before its reply is sent. The same function is called once. */
  atEnd(callback: () => void): void;
}

const DOOR = Symbol.for("elbo.display");

/** The kernel's door; none outside a notebook. */
export function door(): DisplayDoor | undefined {
  return (globalThis as { [DOOR]?: DisplayDoor })[DOOR];
}

/** Shows a bundle below the cell; outside a notebook, prints its text. */
export function display(bundle: MimeBundle): void {
  const kernel = door();
  if (kernel) kernel.display(bundle);
  else console.log(bundle.data["text/plain"]);
}
