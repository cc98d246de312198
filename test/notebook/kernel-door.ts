import { afterEach } from "vitest";
import type { MimeBundle } from "../../src/notebook/display";

const DOOR = Symbol.for("elbo.display");
const holder = globalThis as { [DOOR]?: unknown };

export interface Sent extends MimeBundle {
  readonly type: "display" | "update" | "clear";
  readonly transient?: { readonly display_id: string };
  readonly wait?: boolean;
}

/** Opens a door as a kernel does. → what goes through it, and what the end of the cell sets off */
export function openDoor(): { readonly sent: readonly Sent[]; end(): void; texts(): readonly unknown[] } {
  const sent: Sent[] = [];
  const endings = new Set<() => void>();
  holder[DOOR] = {
    display: (content: MimeBundle) => sent.push({ type: "display", ...content }),
    update: (content: MimeBundle) => sent.push({ type: "update", ...content }),
    clear: (wait: boolean) => sent.push({ type: "clear", data: {}, wait }),
    atEnd: (callback: () => void) => endings.add(callback),
  };
  return {
    sent,
    texts: () => sent.map(({ data }) => data["text/plain"]),
    end() {
      for (const callback of endings) callback();
      endings.clear();
    },
  };
}

afterEach(() => {
  delete holder[DOOR];
});
