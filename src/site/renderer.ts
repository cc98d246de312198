import { createHash } from "node:crypto";
import { createHighlight, type Highlight } from "./highlight";
import type { IsPage } from "./links";
import { createMarkdown, type Markdown } from "./markdown";

/** What turns the pieces of notebooks into HTML, and keeps the pictures that the pages then refer to. */
export interface Renderer {
  readonly highlight: Highlight;
  readonly markdown: Markdown;
  /** Keeps a picture, given in base 64, and says its address for a page. */
  readonly picture: (png: string) => string;
  readonly pictures: ReadonlyMap<string, Buffer>;
}

export async function createRenderer(isPage: IsPage): Promise<Renderer> {
  const highlight = await createHighlight();
  const pictures = new Map<string, Buffer>();
  return {
    highlight,
    markdown: createMarkdown({ highlight, isPage }),
    picture(png) {
      const bytes = Buffer.from(png, "base64");
      const name = `pictures/${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}.png`;
      pictures.set(name, bytes);
      return name;
    },
    pictures,
  };
}
