export const VEGA_LITE = "application/vnd.vegalite.v5+json";

/** Title and description, as far as a spec has them: one that is not ours may have neither. */
export function chartWords({
  title,
  description,
}: {
  readonly title?: unknown;
  readonly description?: unknown;
}): string {
  const text = (title as { text?: unknown } | undefined)?.text ?? title;
  const words = [[text].flat().join(" "), description].filter(Boolean);
  return words.length > 0 ? words.join("\n") : "a chart";
}
