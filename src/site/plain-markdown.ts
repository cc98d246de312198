import MarkdownIt from "markdown-it";
import { escapeHtml } from "./html";

/** Markdown without HTML, formulas and pictures: what cells show, and the ground of what pages say. */
export function createPlainMarkdown(options: Parameters<typeof MarkdownIt>[0] & object = {}) {
  const markdown = MarkdownIt({ html: false, typographer: true, ...options });
  markdown.disable("replacements"); // of typography only the quotes: "(c)" is a list's letter here
  const { rules } = markdown.renderer;
  rules.table_open = () => '<div class="scroll table"><table>\n';
  rules.table_close = () => "</table></div>\n";
  // an empty corner heads nothing
  rules.th_open = (tokens, i, settings, _, self) => {
    if (tokens[i + 1].content === "") tokens[i].tag = tokens[i + 2].tag = "td";
    return self.renderToken(tokens, i, settings);
  };
  rules.image = (tokens, i, settings, env, self) =>
    escapeHtml(self.renderInlineAsText(tokens[i].children ?? [], settings, env));
  return markdown;
}
