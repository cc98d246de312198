import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { renderPng } from "../../../src/charts/render";
import { chartSpec, DASHED, DOTTED, seriesEncoding } from "../../../src/charts/spec";
import { PALETTE } from "../../../src/charts/theme";

/** What a step took one of the libraries at one size. */
export interface GrowthRow {
  readonly panel: string;
  readonly size: number;
  readonly series: string;
  readonly ms: number;
}

const FILE = path.join(__dirname, "..", "..", "..", "docs", "images", "growth.png");
const TICKS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];
const [COLORS, DASHES] = [
  [PALETTE.firstComponent, PALETTE.candidate, PALETTE.secondComponent],
  [undefined, DASHED, DOTTED],
];

/** Draws how a step's cost grows, a panel for each size, as the picture that docs/performance.md shows. */
export function drawGrowth(rows: readonly GrowthRow[]): void {
  const series = [...new Set(rows.map((row) => row.series))].map((name, i) => ({
    name,
    color: COLORS[i],
    dash: DASHES[i],
  }));
  const panel = (title: string) => {
    const values = rows.filter((row) => row.panel === title);
    const sizes = [...new Set(values.map(({ size }) => size))];
    return {
      width: 300,
      height: 200,
      data: { values },
      mark: { type: "line", point: { filled: true, size: 40 } },
      encoding: {
        x: { field: "size", type: "quantitative", scale: { type: "log", nice: false }, axis: { values: sizes }, title },
        y: {
          field: "ms",
          type: "quantitative",
          scale: { type: "log", nice: false },
          axis: { values: TICKS },
          title: "ms a step",
        },
        ...seriesEncoding(series),
      },
    };
  };
  const panels = [...new Set(rows.map((row) => row.panel))].map(panel);
  const spec = chartSpec(
    {
      title: "What a step of fitting costs, as one size grows a hundredfold",
      subtitle:
        "A VAE of 64-128-8 in batches of 64, and in the last panel SVI with a φ for each datapoint; both axes are logarithmic",
      description: "Four charts of milliseconds a step over a size, one line for each library",
    },
    { vconcat: [{ hconcat: panels.slice(0, 2) }, { hconcat: panels.slice(2) }], spacing: 24 },
  );
  mkdirSync(path.dirname(FILE), { recursive: true });
  writeFileSync(FILE, renderPng(spec).png);
}
