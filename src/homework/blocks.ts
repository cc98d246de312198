/** The two kinds of lines that no student may see, by the comments that enclose them. */
export type Block = "SOLUTION" | "HIDDEN TESTS";

/**
 * Puts other lines, indented alike, in the place of each block of a cell, its two markers included.
 * @throws if a marker has no partner
 */
export function replaceBlocks(source: string, block: Block, replacement: readonly string[]): string {
  const kept: string[] = [];
  let isInside = false;
  for (const line of source.split("\n")) {
    const begins = isMarker(line, `BEGIN ${block}`);
    const ends = isMarker(line, `END ${block}`);
    if (begins || ends) {
      if (begins === isInside) throw new Error(`${line.trim()} has no partner`);
      isInside = begins;
      if (begins) kept.push(...replacement.map((text) => `${line.match(/^\s*/)}${text}`));
    } else if (!isInside) kept.push(line);
  }
  if (isInside) throw new Error(`// BEGIN ${block} has no partner`);
  return kept.join("\n");
}

/** The lines within the blocks of a cell. */
export function linesWithin(source: string, block: Block): readonly string[] {
  let isInside = false;
  return source.split("\n").filter((line) => {
    if (isMarker(line, `BEGIN ${block}`)) isInside = true;
    else if (isMarker(line, `END ${block}`)) isInside = false;
    else return isInside;
    return false;
  });
}

function isMarker(line: string, words: string): boolean {
  return line.includes(words) && /^\s*\/\//.test(line);
}
