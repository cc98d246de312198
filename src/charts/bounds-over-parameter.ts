import { haloed } from "./annotations";
import { checkFinite } from "./check-finite";
import { crossingLayer, winnerLayer } from "./crossing";
import { inkOf, lines, styleOf } from "./roles";
import { type ChartSpec, type ChartWords, chartSpec, seriesEncoding } from "./spec";

/** At one parameter: the truth, and the bounds made at every place in `touches`. */
export interface BoundsRow {
  readonly x: number;
  readonly logLikelihood: number;
  /** [touches] */
  readonly bounds: readonly number[];
}

/**
 * The black log-likelihood over a parameter, with two bounds below it, red and orange, each of which touches it where its
 * own q was made. Two sliders move those places; where the bounds cross is marked, and a strip at the foot says which of
 * them is the better. `touches` are evenly spaced places of the rows. @throws where they are not.
 */
export function boundsOverParameter(
  rows: readonly BoundsRow[],
  options: ChartWords & {
    readonly xTitle: string;
    readonly touches: readonly number[];
    /** Where the red and the orange bound touch at first. */
    readonly start: readonly [number, number];
    /** What the sliders move, as "θ₀". */
    readonly symbol: string;
    readonly domain: readonly [number, number];
  },
): ChartSpec {
  const { xTitle, touches, start, symbol, domain } = options;
  for (const { x, logLikelihood, bounds } of rows) checkFinite("boundsOverParameter", [x, logLikelihood, ...bounds]);
  const [min, max, step] = [touches[0], touches[touches.length - 1], touches[1] - touches[0]];
  const even = touches.every((touch, i) => Math.abs(touch - (min + i * step)) < 1e-6 * step);
  const known = touches.every((touch) => rows.some(({ x }) => Math.abs(x - touch) < 1e-6 * step));
  if (!even || !known) throw new Error("boundsOverParameter needs touches that are evenly spaced places of the rows");
  const x = { field: "x", type: "quantitative", title: xTitle, scale: { nice: false, zero: false } };
  const y = (field: string) => ({ field, type: "quantitative", title: "nats", scale: { domain, nice: false } });
  const knob = (name: string, value: number, colour: string) => ({
    name,
    value,
    bind: { input: "range", min, max, step, name: `${symbol}, ${colour} ` },
  });
  const picked = [
    { calculate: `datum.bounds[round((red - ${min}) / ${step})]`, as: "redBound" },
    { calculate: `datum.bounds[round((orange - ${min}) / ${step})]`, as: "orangeBound" },
  ];
  const peak = rows.reduce((best, row) => (row.logLikelihood > best.logLikelihood ? row : best)).x;
  const [least, largest] = [rows[0].x, rows[rows.length - 1].x];
  const named = [
    { name: "exact log-likelihood", role: "exact", field: "logLikelihood" },
    { name: "red bound", role: "bound", field: "redBound" },
    { name: "orange bound", role: "secondBound", field: "orangeBound" },
  ] as const;
  const labels = Object.fromEntries(named.map(({ field, name }) => [field, name]));
  return chartSpec(
    options,
    {
      height: 320,
      params: [knob("red", start[0], "red"), knob("orange", start[1], "orange")],
      data: { values: rows },
      transform: picked,
      layer: [
        {
          transform: [
            { fold: named.map(({ field }) => field), as: ["quantity", "nats"] },
            { calculate: `${JSON.stringify(labels)}[datum.quantity]`, as: "series" },
          ],
          mark: { type: "line", clip: true },
          encoding: { x, y: y("nats"), ...seriesEncoding(lines(named)) },
        },
        winnerLayer(x),
        crossingLayer(x, (least + largest) / 2),
        ...(["red", "orange"] as const).map((colour) =>
          touchLayer(colour, { step, peak, least, largest, symbol, x, y }),
        ),
      ],
    },
    named.map(({ name }) => name),
  );
}

interface Touch {
  readonly step: number;
  /** Where the truth is highest: labels stand on the outer side of it, but near the edge. */
  readonly peak: number;
  readonly least: number;
  readonly largest: number;
  readonly symbol: string;
  readonly x: object;
  readonly y: (field: string) => object;
}

/** A mark where a bound touches the truth. */
function touchLayer(colour: "red" | "orange", { step, peak, least, largest, symbol, x, y }: Touch) {
  const role = colour === "red" ? "bound" : "secondBound";
  const { color, shape } = styleOf(role);
  const edge = 0.15 * (largest - least);
  const isLeft = `(${colour} < ${peak} ? ${colour} > ${least + edge} : ${colour} > ${largest - edge})`;
  // where the other bound touches near, the red label stands higher and the orange one lower; at the edges both stand below
  const apart = colour === "red" ? -18 : 18;
  const isAtEdge = `${colour} < ${least + edge} || ${colour} > ${largest - edge}`;
  const dy = `abs(red - orange) < ${edge} ? ${apart} : ${isAtEdge} ? 18 : -8`;
  return {
    transform: [
      { filter: `abs(datum.x - ${colour}) < ${step / 1000}` },
      // on a phone the symbol, which the slider names too, would lie on the axis
      { calculate: `(width < 400 ? '' : '${symbol} = ') + format(datum.x, '.2~f')`, as: "label" },
    ],
    encoding: { x },
    layer: [
      {
        mark: { type: "point", filled: true, shape, size: 110, opacity: 1, color },
        encoding: { y: y("logLikelihood") },
      },
      ...haloed({
        mark: {
          type: "text",
          align: { expr: `${isLeft} ? 'right' : 'left'` },
          dx: { expr: `${isLeft} ? -10 : 10` },
          dy: { expr: dy },
          color: inkOf(role),
        },
        encoding: { y: y("logLikelihood"), text: { field: "label" } },
      }),
    ],
  };
}
