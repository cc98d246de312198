import { type Html, raw } from "./html";

/** E_q and Σ_k as they are meant, outside of code. */
export const withSubscripts = ({ markup }: Html): Html =>
  raw(
    markup.replace(
      /<code>.*?<\/code>|<[^>]*>|(?<![\p{L}\p{M}_])(\p{L}\p{M}?)_(\w{1,2})(?!\w)/gu,
      (whole, base?: string, index?: string) => (base === undefined ? whole : `${base}<sub>${index}</sub>`),
    ),
  );
