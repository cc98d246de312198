import { checkFinite } from "./check-finite";
import { imageLayout } from "./image-layout";
import { BOX, inkEncoding } from "./pixels";
import { type Role, styleOf } from "./roles";
import { type ChartSpec, type ChartWords, chartSpec, DEFAULT_WIDTH } from "./spec";
import { PALETTE } from "./theme";

/** An image, its pixels row by row from the top left corner, each from 0, paper, to 1, ink. */
export interface ChartImage {
  readonly pixels: readonly number[];
  /** What stands above it, in one line or several. */
  readonly label?: string | readonly string[];
  /** Of each pixel, whether it was not observed: a question mark, or where `guess` says so its probability. */
  readonly missing?: readonly boolean[];
  /** Whether missing pixels show their value, as the probability that it is, in a frame of this role. */
  readonly guess?: Role;
}

const LABEL_LINE = 17;
/** A share of ink that no eye tells from paper. */
const FAINTEST = 0.02;

/**
 * Images in rows, at a fixed size: digits, samples, and digits with a missing part, whose pixels are question marks or a
 * map of probabilities in a coloured frame. @throws where an image has another number of pixels than height · width.
 */
export function imageGrid(
  images: readonly ChartImage[],
  options: ChartWords & {
    readonly height: number;
    readonly width: number;
    readonly columns?: number;
    /** The side of a pixel on the screen. */
    readonly cell?: number;
  },
): ChartSpec {
  const { height, width, columns = Math.min(images.length, 5) } = options;
  if (images.length === 0) throw new Error("imageGrid needs at least one image, got none");
  for (const { pixels } of images) checkFinite("imageGrid", pixels);
  const wrong = images.find(({ pixels }) => pixels.length !== height * width);
  if (wrong)
    throw new Error(`imageGrid needs images of ${height} × ${width} pixels, got one of ${wrong.pixels.length}`);
  const labelHeight = LABEL_LINE * Math.max(...images.map(({ label = [] }) => [label].flat().length));
  const gap = labelHeight > 0 ? 18 : 8;
  const fitting = Math.floor((2 * (DEFAULT_WIDTH / columns - gap)) / width) / 2; // in halves: a PNG has two dots for a pixel
  const { cell = Math.max(1, Math.min(20, fitting)) } = options;
  const { corners, place, around, ...size } = imageLayout(images.length, {
    height,
    width,
    columns,
    cell,
    gap,
    labelHeight,
  });
  const unseen = (image: ChartImage, pixel: number) => (image.missing?.[pixel] ?? false) && image.guess === undefined;
  const pixels = images.flatMap((image, i) =>
    image.pixels.flatMap((value, p) =>
      unseen(image, p) || value < FAINTEST ? [] : [{ ...place(i, p), value: rounded(value) }],
    ),
  );
  const questions = images.flatMap((image, i) =>
    image.pixels.flatMap((_, p) => (unseen(image, p) ? [place(i, p)] : [])),
  );
  const frames = images.flatMap(({ missing, guess }, i) =>
    missing && guess ? [{ ...around(i, missing), guess }] : [],
  );
  const box = ({ size, mark }: { size: readonly [number, number]; mark: object }) => ({
    transform: [
      { calculate: `datum.x + ${size[0]}`, as: "right" },
      { calculate: `datum.y + ${size[1]}`, as: "bottom" },
    ],
    mark: { type: "rect", ...mark },
  });
  return chartSpec(options, {
    ...size,
    layer: [
      {
        data: { values: corners.map(({ left, top }) => ({ x: left, y: top })) },
        ...box({ size: [width * cell, height * cell], mark: { fill: PALETTE.grid, opacity: 0.6 } }),
        encoding: BOX,
      },
      {
        data: { values: pixels },
        ...box({ size: [cell, cell], mark: { strokeWidth: 0.3 } }),
        encoding: { ...BOX, ...inkEncoding("value") },
      },
      {
        data: { values: questions },
        mark: {
          type: "text",
          text: "?",
          align: "center",
          baseline: "middle",
          fontSize: Math.min(14, cell),
          dx: cell / 2,
          dy: cell / 2,
          color: PALETTE.softInk,
        },
        encoding: { x: BOX.x, y: BOX.y },
      },
      ...frames.map(({ guess, ...frame }) => ({
        data: { values: [frame] },
        mark: {
          type: "rect",
          fill: null,
          stroke: styleOf(guess).color,
          strokeWidth: 2.5,
          strokeDash: styleOf(guess).dash,
        },
        encoding: BOX,
      })),
      {
        data: { values: corners.map(({ left, top }, i) => ({ x: left, y: top, label: images[i].label ?? "" })) },
        mark: {
          type: "text",
          align: "left",
          baseline: "bottom",
          fontSize: 14, // a phone shows the whole smaller
          lineHeight: LABEL_LINE - 2,
          dy: -labelHeight + LABEL_LINE - 4,
        },
        encoding: { x: BOX.x, y: BOX.y, text: { field: "label" } },
      },
    ],
  });
}

const rounded = (value: number) => Math.round(value * 1e3) / 1e3;
