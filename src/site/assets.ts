import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Plugin } from "esbuild";
import { build } from "esbuild";
import { writeWorker } from "./run/bundle";

const ROOM = path.join(__dirname, "..", "..", "src", "site");

/** Of each KaTeX font one format, the one that every browser of today reads. */
const woff2Only: Plugin = {
  name: "woff2-only",
  setup({ onLoad }) {
    onLoad({ filter: /katex\.css$/ }, async (file) => ({
      contents: (await readFile(file.path, "utf8")).replace(/,\s*url\([^)]*\.(woff|ttf)\) format\("\w+"\)/g, ""),
      loader: "css",
    }));
  },
};

/** Bundles scripts, styles and fonts into `folder`, so that pages need nothing from elsewhere. */
export async function writeAssets(folder: string): Promise<void> {
  const worker = writeWorker(folder);
  await build({
    entryPoints: {
      page: path.join(ROOM, "client", "page.ts"),
      charts: path.join(ROOM, "client", "charts.ts"),
      site: path.join(ROOM, "style", "site.css"),
    },
    outdir: folder,
    bundle: true,
    minify: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    loader: { ".woff2": "file", ".svg": "file" },
    assetNames: "[name]",
    plugins: [woff2Only],
    logLevel: "silent",
  });
  await worker;
}

export const readIntroduction = (): Promise<string> => readFile(path.join(ROOM, "introduction.md"), "utf8");
