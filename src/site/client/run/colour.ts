const KEYWORDS =
  "as|async|await|break|case|catch|class|const|continue|default|delete|do|else|export|extends|finally|for|from|function|" +
  "if|import|in|instanceof|interface|let|new|of|return|static|switch|throw|try|type|typeof|var|void|while|yield";

/** The kinds of words that the style sheet has a colour for, in the order in which they are looked for. */
const KINDS: Readonly<Record<string, RegExp>> = {
  comment: /\/\/.*|\/\*[\s\S]*?(?:\*\/|$)/,
  "string-expression": /"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|`(?:\\[\s\S]|[^`\\])*`?/,
  keyword: new RegExp(`(?<![\\w$.])(?:${KEYWORDS})(?![\\w$])|=>|\\.{3}|[=+*/%<>!&|?^~-]+`),
  constant: /(?<![\w$.])(?:\d[\w.]*|true|false|null|undefined|NaN|Infinity)(?![\w$])/,
  function: /(?<![\w$])[\p{L}_$][\p{L}\p{N}_$]*(?=\s*\()/u,
};
const WORD = new RegExp(
  Object.entries(KINDS)
    .map(([, { source }]) => `(${source})`)
    .join("|"),
  "gu",
);

/** Code in colours, near enough to those of the page for as long as it is edited. */
export function colour(code: string): DocumentFragment {
  const coloured = document.createDocumentFragment();
  let at = 0;
  for (const match of code.matchAll(WORD)) {
    const kind = Object.keys(KINDS)[match.slice(1).findIndex((found) => found !== undefined)];
    const word = document.createElement("span");
    word.className = kind;
    word.textContent = match[0];
    coloured.append(code.slice(at, match.index), word);
    at = match.index + match[0].length;
  }
  coloured.append(code.slice(at));
  return coloured;
}
