import { readFileSync, statSync, writeFileSync } from "node:fs";

/** Whether the addon and the libraries that it loaded are still the ones with which it was seen to work. */
export function isVerified(addon: string): boolean {
  try {
    const stamps: Readonly<Record<string, string>> = JSON.parse(readFileSync(noteOf(addon), "utf8"));
    return addon in stamps && Object.entries(stamps).every(([file, stamp]) => stampOf(file) === stamp);
  } catch {
    return false;
  }
}

/** The addon and the libraries that it loaded when it was last seen to work; none if it never was. */
export function verifiedFiles(addon: string): readonly string[] {
  try {
    return Object.keys(JSON.parse(readFileSync(noteOf(addon), "utf8")));
  } catch {
    return [];
  }
}

/** Notes that the addon worked with these libraries, to spare the next start the seconds of trying it. */
export function markVerified(addon: string, libraries: readonly string[]): void {
  const stamps = Object.fromEntries([addon, ...libraries].map((file) => [file, stampOf(file)]));
  writeFileSync(noteOf(addon), JSON.stringify(stamps));
}

function stampOf(file: string): string {
  const { size, mtimeMs } = statSync(file);
  return `${size} ${mtimeMs}`;
}

function noteOf(addon: string): string {
  return `${addon}.verified.json`;
}
