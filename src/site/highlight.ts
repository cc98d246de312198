import type { BundledLanguage } from "shiki";
import { type Html, html, raw } from "./html";

export type Highlight = (code: string, language: string) => Html;

const VARIABLE = /^var\(--site-(?:token-)?(.+)\)$/;

/** Colours code by classes (`<span class="keyword">`), which the style sheet gives a light and a dark colour. */
export async function createHighlight(): Promise<Highlight> {
  const { createHighlighter, createCssVariablesTheme } = await import("shiki");
  const theme = createCssVariablesTheme({ variablePrefix: "--site-" });
  const shiki = await createHighlighter({ langs: ["typescript", "json", "bash"], themes: [theme] });

  return (code, language) => {
    const lang = shiki.getLoadedLanguages().includes(language) ? (language as BundledLanguage) : "text";
    // 0 for no limit: by default a busy machine leaves lines without colours
    const lines = shiki.codeToTokensBase(code, { lang, theme, tokenizeTimeLimit: 0 });
    const coloured = lines.map((line) =>
      line.map(({ content, color = "" }) => {
        const name = VARIABLE.exec(color)?.[1] ?? "foreground";
        return name === "foreground" ? html`${content}` : html`<span class="${name}">${content}</span>`;
      }),
    );
    const text = coloured.map((line) => line.map((token) => token.markup).join("")).join("\n");
    return html`<pre class="code"><code>${raw(text)}</code></pre>`;
  };
}
