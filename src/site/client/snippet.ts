import { fold, wordsOf } from "./fold";

const BEFORE = 50;
const LENGTH = 170;

/** A piece of the text around the first word that was found, with each of those words marked. */
export function snippetOf(text: string, found: ReadonlySet<string>): readonly (Node | string)[] {
  const isFound = (word: string): boolean => wordsOf(word).some((part) => found.has(fold(part)));
  const pieces = text.split(/([\p{L}\p{N}\p{M}]+)/u); // every second one is a word
  const first = pieces.findIndex((piece, i) => i % 2 === 1 && isFound(piece));
  let from = Math.max(first, 0);
  for (let room = BEFORE; from > 0 && room > pieces[from - 1].length; from--) room -= pieces[from - 1].length;
  let to = from;
  for (let room = LENGTH; to < pieces.length && room > 0; to++) room -= pieces[to].length;
  const shown = pieces
    .slice(from, to)
    .map((piece, i) => ((from + i) % 2 === 1 && isFound(piece) ? marked(piece) : piece));
  return [from > 0 ? "… " : "", ...shown, to < pieces.length ? " …" : ""];
}

const marked = (word: string): HTMLElement => Object.assign(document.createElement("mark"), { textContent: word });
