import { readFile } from "node:fs/promises";
import path from "node:path";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { RUN, writeRunner } from "./run/bundle";

const ROOM = path.join(__dirname, "..", "..", "src", "site");
const client = (name: string): string => path.join(ROOM, "client", `${name}.ts`);

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

/** The parts of Vega that the chart of the home page does not need, which is the first that a reader waits for. */
const lessVega: Plugin = {
  name: "less-vega",
  setup({ onResolve, onLoad }) {
    const unused = /^vega-(crossfilter|force|geo|hierarchy|label|parser|projection|regression|voronoi|wordcloud)$/;
    onResolve({ filter: unused }, ({ path: name, importer }) =>
      /[\\/]vega[\\/][^\\/]+[\\/][^\\/]+$/.test(importer) ? { path: name, namespace: "unused" } : undefined,
    );
    onLoad({ filter: /^/, namespace: "unused" }, () => ({
      contents: "export const parse = undefined, projection = undefined;",
    }));
  },
};

/** Bundles scripts, styles and fonts into `folder`, so that pages need nothing from elsewhere. */
export async function writeAssets(folder: string): Promise<void> {
  const options: BuildOptions = {
    outdir: folder,
    bundle: true,
    minify: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    loader: { ".woff2": "file", ".svg": "file" },
    assetNames: "[name]",
    external: [`./${RUN}`],
    logLevel: "silent",
  };
  const site = path.join(ROOM, "style", "site.css");
  const all = { page: client("page"), charts: client("charts"), search: client("search"), site };
  await Promise.all([
    build({ ...options, entryPoints: all, plugins: [woff2Only] }),
    build({ ...options, entryPoints: { home: client("home") }, plugins: [lessVega] }),
    writeRunner(folder),
  ]);
}

export const readIntroduction = (): Promise<string> => readFile(path.join(ROOM, "introduction.md"), "utf8");
