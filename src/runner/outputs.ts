import type { Json, Message } from "../kernel/wire";
import type { Output } from "./notebook";

/** The outputs of one cell, put together from messages as Jupyter's front ends do. */
export interface CellOutputs {
  readonly outputs: readonly Output[];
  take(message: Message): void;
}

/** Outputs by display id, which a later cell may update. */
export type Displays = Map<string, { replace(content: Json): void }[]>;

const MAX_CHARACTERS = 1e6;
const NOTE = "[the output of this cell was cut at 1 MB]\n";

type Draft = {
  output_type: string;
  name?: string;
  text?: string;
  data?: Json;
  metadata?: Json;
  [member: string]: unknown;
};

/** Collects a cell's outputs: no more than 1 MB of them, and says so if there were more. */
export function collectOutputs(displays: Displays): CellOutputs {
  const drafts: Draft[] = [];
  let characters = 0;
  let clearNext = false;
  let cut = false;

  const clear = () => {
    drafts.length = 0;
    characters = 0;
    cut = false;
    clearNext = false;
  };
  const noteCut = () => {
    if (!cut) drafts.push({ output_type: "stream", name: "stderr", text: NOTE });
    cut = true;
  };
  /** Whether there is room for so much more. */
  const claim = (size: number) => {
    if (!cut && characters + size <= MAX_CHARACTERS) {
      characters += size;
      return true;
    }
    noteCut();
    return false;
  };
  const print = (name: string, text: string) => {
    const room = MAX_CHARACTERS - characters;
    const kept = cut ? "" : text.slice(0, room);
    characters += kept.length;
    const last = drafts.at(-1);
    if (last?.output_type === "stream" && last.name === name) last.text += kept;
    else if (kept) drafts.push({ output_type: "stream", name, text: kept });
    if (kept.length < text.length) noteCut();
  };
  const display = (draft: Draft, displayId: unknown) => {
    let size = sizeOf(draft.data);
    if (!claim(size)) return;
    drafts.push(draft);
    if (typeof displayId !== "string") return;
    const replace = ({ data, metadata }: Json) => {
      // Room is claimed for what is there, not for all that was ever there.
      if (drafts.includes(draft)) characters -= size;
      size = sizeOf(data as Json);
      if (drafts.includes(draft) && !claim(size)) size = 0;
      else Object.assign(draft, { data, metadata });
    };
    displays.set(displayId, [...(displays.get(displayId) ?? []), { replace }]);
  };

  return {
    get outputs() {
      return drafts as Output[];
    },
    take({ header: { msg_type }, content }) {
      const { transient, ...shown } = content as { transient?: { display_id?: unknown } } & Json;
      if (msg_type === "clear_output") {
        if (content.wait) clearNext = true;
        else clear();
        return;
      }
      if (msg_type === "update_display_data") {
        for (const { replace } of displays.get(String(transient?.display_id)) ?? []) replace(content);
        return;
      }
      if (!["stream", "display_data", "execute_result", "error"].includes(msg_type)) return;
      if (clearNext) clear();
      if (msg_type === "stream") print(content.name as string, content.text as string);
      else if (msg_type === "error") drafts.push({ output_type: "error", ...content });
      else display({ output_type: msg_type, ...shown }, transient?.display_id);
    },
  };
}

function sizeOf(data: Json | undefined): number {
  return JSON.stringify(data ?? {}).length;
}
