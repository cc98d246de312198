import { type Html, raw } from "./html";

/** E_q, Σ_k and ∇_φ as they are meant, outside of code. */
export const withSubscripts = ({ markup }: Html): Html =>
  raw(
    markup.replace(
      /<code>.*?<\/code>|<[^>]*>|(?<![\p{L}\p{M}_])([\p{L}∇]\p{M}?)_([\p{L}\p{Nd}]{1,2})(?![\p{L}\p{Nd}_])/gu,
      (whole, base?: string, index?: string) => (base === undefined ? whole : `${base}<sub>${index}</sub>`),
    ),
  );
