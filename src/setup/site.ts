import type { Progress } from "./progress";

/** Where one set-up of the native part works, and with what. */
export interface Site {
  readonly env: NodeJS.ProcessEnv;
  /** The folder of the package. */
  readonly tfjsNode: string;
  /** Where the package looks for its addon. */
  readonly addon: string;
  /** The folder that keeps the addon, and what it is made of, for the next clone. */
  readonly cache: string;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}
