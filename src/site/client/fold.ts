const GREEK =
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega";
const NAMES = GREEK.split(" ");

/** A word as the search compares it: without case and accents, Greek letters by name, and in one spelling of English. */
export function fold(word: string): string {
  return word
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/ϕ/g, "φ")
    .replace(/[α-ω]/g, (letter) => NAMES[letter.charCodeAt(0) - "α".charCodeAt(0)])
    .replace(/is(?=(e[drs]?|ing|ations?|able)$)/, "iz")
    .replace(/our(?=(s|ed|ing)?$)/, "or")
    .replace(/([aeiou])ll(?=(ed|er|ing)$)/, "$1l")
    .replace(/tre(?=s?$)/, "ter");
}

/** The words of a text; a name such as `logJoint` also gives its parts. */
export const wordsOf = (text: string): string[] =>
  text.match(/[\p{L}\p{N}\p{M}]+/gu)?.flatMap((word) => [word, ...partsOf(word)]) ?? [];

function partsOf(name: string): readonly string[] {
  const parts = name.match(/\p{Lu}?[\p{Ll}\p{N}]+|\p{Lu}+/gu) ?? [];
  return parts.length > 1 ? parts : [];
}
