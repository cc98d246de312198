import { readdirSync, readFileSync } from "node:fs";

/** What a process and its descendants hold in memory, in megabytes; what they share is counted once. */
export interface Memory {
  readonly withoutTensorflow: number;
  readonly tensorflow: number;
}

/** Linux only, else NaN. */
export function memoryOf(pid: number): Memory {
  if (process.platform !== "linux") return { withoutTensorflow: Number.NaN, tensorflow: Number.NaN };
  const parts = { withoutTensorflow: 0, tensorflow: 0 };
  const files = new Map<string, number>();
  for (const mapping of family(pid).flatMap(mappingsOf)) {
    const shared = mapping.inode === "0" ? 0 : (files.get(mapping.place) ?? 0);
    const more = Math.max(0, mapping.resident - shared);
    files.set(mapping.place, shared + more);
    parts[mapping.isTensorflow ? "tensorflow" : "withoutTensorflow"] += more / 1000;
  }
  return parts;
}

/** A process and its descendants. */
function family(pid: number): readonly number[] {
  const parents = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? parentOf(name) : []));
  const childrenOf = (of: number): number[] => parents.filter(({ parent }) => parent === of).map(({ child }) => child);
  const all = [pid];
  for (const member of all) all.push(...childrenOf(member));
  return all;
}

function parentOf(child: string): readonly { readonly child: number; readonly parent: number }[] {
  const [, parent] = read(`/proc/${child}/stat`)
    .replace(/^.*\) /s, "")
    .split(" ");
  return parent === undefined ? [] : [{ child: Number(child), parent: Number(parent) }];
}

interface Mapping {
  readonly inode: string;
  /** The file and where in it, the same for all that map it. */
  readonly place: string;
  readonly isTensorflow: boolean;
  /** In kB. */
  readonly resident: number;
}

function mappingsOf(pid: number): readonly Mapping[] {
  const texts = read(`/proc/${pid}/smaps`).split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m);
  return texts.filter(Boolean).map((text) => {
    const [, , offset, device, inode, ...file] = text.split("\n", 1)[0].split(/\s+/);
    return {
      inode,
      place: [device, inode, offset].join(":"),
      isTensorflow: /libtensorflow/.test(file.join(" ")),
      resident: Number(/^Rss: +(\d+)/m.exec(text)?.[1] ?? 0),
    };
  });
}

/** Empty where the process has ended meanwhile. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
