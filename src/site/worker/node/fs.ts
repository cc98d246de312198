const files = new Map<string, Uint8Array>();

/** Files of a worker: in memory, and gone with it. */
export function writeFileSync(file: string, content: Uint8Array): void {
  files.set(file, content);
}

export function readFileSync(file: string): Uint8Array {
  const content = files.get(file);
  if (!content) throw Object.assign(new Error(`there is no file ${file}`), { code: "ENOENT" });
  return content;
}
