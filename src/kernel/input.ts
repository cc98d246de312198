import type { Interrupts } from "./interrupts";
import type { Mailbox } from "./mailbox";

/** What the front end is asked to ask its reader. */
export interface Question {
  readonly prompt: string;
  readonly password: boolean;
}

/** How a cell declares what it did not declare itself. */
export const INPUT_DECLARATIONS = `
/** Asks the reader for a line of text. */
declare function input(prompt?: string, options?: { readonly password?: boolean }): Promise<string>;
/** Asks the reader for a line of text, and waits for it. */
declare function prompt(message?: string): string;
`;

/** The functions with which cells ask their reader. `ask` throws if there is nobody to ask. */
export function createInput(
  mailbox: Mailbox,
  { resume }: Pick<Interrupts, "resume">,
  ask: (question: Question) => void,
) {
  return {
    async input(prompt = "", { password = false } = {}): Promise<string> {
      return mailbox.input(() => ask({ prompt, password }));
    },
    prompt(message = ""): string {
      return mailbox.inputSync(
        () => ask({ prompt: message, password: false }),
        () => resume(undefined),
      );
    },
  };
}
