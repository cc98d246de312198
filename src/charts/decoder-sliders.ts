import { BOX, inkEncoding } from "./pixels";
import { type ChartSpec, type ChartWords, chartSpec, DEFAULT_WIDTH } from "./spec";
import { PALETTE } from "./theme";

/**
 * What a decoder makes of a place in a latent plane, as an image, with a slider for each coordinate and the place shown
 * beside it. `images[j][i]` belongs to (z₁, z₂) = (places[i], places[j]); pixels from 0, paper, to 1, ink.
 * @throws unless the places are even and every image has height · width pixels.
 */
export function decoderSliders(
  images: readonly (readonly (readonly number[])[])[],
  options: ChartWords & {
    readonly places: readonly number[];
    readonly height: number;
    readonly width: number;
    /** Where encoded datapoints lie, as a faint background. */
    readonly encoded?: readonly { readonly x: number; readonly y: number }[];
  },
): ChartSpec {
  const { places, height, width, encoded = [] } = options;
  const [low, high, step] = [places[0], places[places.length - 1], places[1] - places[0]];
  if (places.some((place, i) => Math.abs(place - (low + i * step)) > 1e-6 * step))
    throw new Error("decoderSliders needs places that are evenly spaced");
  const flat = images.flat();
  if (flat.length !== places.length ** 2 || flat.some((image) => image.length !== height * width))
    throw new Error(`decoderSliders needs ${places.length}² images of ${height} × ${width} pixels, got another shape`);
  const knob = (name: string, title: string) => ({
    name,
    value: places[Math.floor(places.length / 2)],
    bind: { input: "range", min: low, max: high, step, name: `${title} ` },
  });
  const index = (name: string) => `round((${name} - ${low}) / ${step})`;
  const side = (DEFAULT_WIDTH - 90) / 2;
  const latent = (field: string, title: string) => ({
    field,
    type: "quantitative",
    title,
    scale: { domain: [low, high], nice: false },
    axis: { tickCount: 5 },
  });
  const cell = Math.floor(side / Math.max(height, width));
  return chartSpec(options, {
    params: [knob("z1", "z₁"), knob("z2", "z₂")],
    hconcat: [
      {
        width: side,
        height: side,
        layer: [
          {
            data: { values: encoded },
            mark: { type: "circle", clip: true, size: 12, opacity: 0.35, color: PALETTE.data },
            encoding: { x: latent("x", "z₁"), y: latent("y", "z₂") },
          },
          {
            data: { values: [{}] },
            transform: [
              { calculate: "z1", as: "x" },
              { calculate: "z2", as: "y" },
            ],
            mark: {
              type: "point",
              shape: "diamond",
              filled: true,
              size: 160,
              opacity: 1,
              color: PALETTE.candidate,
              stroke: PALETTE.paper,
            },
            encoding: { x: latent("x", "z₁"), y: latent("y", "z₂") },
          },
        ],
      },
      {
        width: side,
        height: side,
        data: {
          values: Array.from({ length: height * width }, (_, p) => ({
            x: cell * (p % width),
            y: cell * Math.floor(p / width),
            values: flat.map((image) => Math.round(image[p] * 100) / 100),
          })),
        },
        transform: [
          { calculate: `datum.x + ${cell}`, as: "right" },
          { calculate: `datum.y + ${cell}`, as: "bottom" },
          { calculate: `datum.values[${index("z2")} * ${places.length} + ${index("z1")}]`, as: "ink" },
        ],
        mark: { type: "rect", strokeWidth: 0.5 },
        encoding: { ...BOX, ...inkEncoding("ink") },
      },
    ],
    spacing: 30,
  });
}
