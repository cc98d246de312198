import {
  type Corner,
  cornerText,
  type Level,
  levelLayers,
  type Place,
  placeLayer,
  type Stretch,
  stretchLayer,
} from "./annotations";
import { checkSeries, lines, markEncoding, type Named, styleOf } from "./roles";
import { type ChartSpec, type ChartWords, chartSpec, DEFAULT_WIDTH, seriesEncoding } from "./spec";
import { PALETTE } from "./theme";

/** A number at a place, as a part of a named series. */
export interface CurveRow {
  readonly series: string;
  readonly x: number;
  readonly y: number;
  /** Of an estimate: the chart shows two of them up and two down. */
  readonly standardError?: number;
  /** Another stretch that is drawn through the point, as a mean and one standard deviation each way. */
  readonly interval?: readonly [number, number];
}

/** How a series is drawn: as a line unless said. */
export interface CurveSeries extends Named {
  readonly draw?: "line" | "steps" | "line and points" | "points";
}

/** An axis: its title, and a scale that is linear unless said. */
export interface CurveAxis {
  readonly title: string;
  readonly log?: boolean;
  readonly domain?: readonly [number, number];
}

/** The name of a slider, and the corner of the chart for its values. */
export interface Scrubber {
  readonly name: string;
  readonly corner: Corner;
}

/**
 * Lines or marks over a parameter or a step: traces by setting, a closed form beside what was sampled, variances, slopes.
 * With `scrubber`, a slider walks along the axis and every series says its value there. @throws on a row of no named series.
 */
export function curves(
  rows: readonly CurveRow[],
  options: ChartWords & {
    readonly x: CurveAxis;
    readonly y: CurveAxis;
    readonly series: readonly CurveSeries[];
    readonly levels?: readonly Level[];
    readonly places?: readonly Place[];
    readonly stretches?: readonly Stretch[];
    /** A slider along the axis; the values of the series there stand in a corner of the chart that is free. */
    readonly scrubber?: Scrubber;
    readonly width?: number;
    readonly height?: number;
  },
): ChartSpec {
  const { series, levels = [], places = [], stretches = [], scrubber, width = DEFAULT_WIDTH, height = 300 } = options;
  checkSeries("curves", rows, series);
  const x = channel("x", options.x);
  const y = channel("y", options.y);
  const drawn = (wanted: readonly string[]) => series.filter(({ draw = "line" }) => wanted.includes(draw));
  const [lined, dotted] = [drawn(["line", "steps", "line and points"]), drawn(["points"])];
  const of = (named: readonly Named[]) => rows.filter((row) => named.some(({ name }) => name === row.series));
  const tooltip = [
    { field: "series", type: "nominal", title: "series" },
    { field: "x", type: "quantitative", title: options.x.title, format: ".4~g" },
    { field: "y", type: "quantitative", title: options.y.title, format: ".5~g" },
  ];
  const lineLayer = (part: readonly Named[], mark: object) =>
    part.length === 0
      ? []
      : [
          {
            data: { values: of(part) },
            mark: { clip: true, ...mark },
            encoding: { x, y, ...seriesEncoding(lines(lined)), tooltip },
          },
        ];
  return chartSpec(
    options,
    {
      width,
      height,
      ...(scrubber && { params: [scrubberParam(rows, scrubber)] }),
      layer: [
        ...(stretches.length > 0 ? [stretchLayer(stretches, x)] : []),
        ...uncertainty(of(lined), lined, { x, y, mark: { type: "area", opacity: 0.18 } }),
        ...uncertainty(of(dotted), dotted, { x, y, mark: { type: "rule", strokeWidth: 1.5 } }),
        ...levelLayers(levels, y),
        ...lineLayer(drawn(["line", "line and points"]), { type: "line" }),
        ...lineLayer(drawn(["steps"]), { type: "line", interpolate: "step-after" }),
        ...lineLayer(drawn(["line and points"]), { type: "point", filled: true, size: 45, opacity: 1 }),
        ...(dotted.length > 0
          ? [
              {
                data: { values: of(dotted) },
                mark: { type: "point", clip: true, filled: true, size: 55, opacity: 0.85 },
                encoding: { x, y, ...markEncoding(dotted), tooltip },
              },
            ]
          : []),
        ...(places.length > 0 ? [placeLayer(places, x)] : []),
        ...(scrubber ? [scrubberLayer(rows, series, { x, y, scrubber })] : []),
      ],
    },
    (lined.length > 0 ? lined : dotted).map(({ name }) => name),
  );
}

function channel(field: "x" | "y", { title, log = false, domain }: CurveAxis) {
  return {
    field,
    type: "quantitative",
    title,
    scale: { ...(log ? { type: "log" } : { zero: false }), ...(domain && { domain, nice: false }) },
    ...(log && { axis: LOG_AXIS }),
  };
}

const EXPONENT = "round(log(datum.value) / LN10)";
const IS_POWER = `abs(log(datum.value) / LN10 - ${EXPONENT}) < 1e-6`;

/** Grid lines at the powers of ten only, and far from 1 the powers written as such. */
const LOG_AXIS = {
  format: "~g",
  tickCount: 5,
  gridOpacity: { condition: { test: IS_POWER, value: 1 }, value: 0 },
  labelExpr: `datum.label === '' || abs(${EXPONENT}) < 4 ? datum.label : '10' + (datum.value < 1 ? '⁻' : '') + '⁰¹²³⁴⁵⁶⁷⁸⁹'[abs(${EXPONENT})]`,
};

/** Two standard errors up and down, or the interval, where rows have one. */
function uncertainty(
  rows: readonly CurveRow[],
  named: readonly Named[],
  { x, y, mark }: { readonly x: object; readonly y: object; readonly mark: object },
) {
  return named.flatMap(({ name, role }) => {
    const values = rows.flatMap(({ series, x, y, standardError: error, interval }) => {
      const [low, high] = interval ?? (error === undefined ? [] : [y - 2 * error, y + 2 * error]);
      return series === name && low !== undefined ? [{ x, low, high }] : [];
    });
    if (values.length === 0) return [];
    return [
      {
        data: { values },
        mark: { clip: true, color: styleOf(role).color, ...mark },
        encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" } },
      },
    ];
  });
}

const placesOf = (rows: readonly CurveRow[]) => [...new Set(rows.map(({ x }) => x))].sort((a, b) => a - b);

function scrubberParam(rows: readonly CurveRow[], { name }: Scrubber) {
  const last = placesOf(rows).length - 1;
  return { name: "at", value: last, bind: { input: "range", min: 0, max: last, step: 1, name: `${name} ` } };
}

/** A thin line where the slider stands, a mark on every series, and their values in the corner. */
function scrubberLayer(
  rows: readonly CurveRow[],
  series: readonly Named[],
  { x, y, scrubber }: { readonly x: object; readonly y: object; readonly scrubber: Scrubber },
) {
  const index = new Map(placesOf(rows).map((place, i) => [place, i]));
  return {
    data: { values: rows.map((row) => ({ ...row, place: index.get(row.x) })) },
    transform: [
      { filter: "datum.place === at" },
      { calculate: "datum.series + '  ' + format(datum.y, '.4f')", as: "label" },
    ],
    layer: [
      { mark: { type: "rule", color: PALETTE.line }, encoding: { x } },
      ...series.flatMap(({ name, role }, i) => {
        const { color, shape } = styleOf(role);
        const text = cornerText(scrubber.corner, i, series.length);
        const transform = [{ filter: { field: "series", equal: name } }];
        return [
          { transform, mark: { type: "point", filled: true, shape, size: 70, opacity: 1, color }, encoding: { x, y } },
          {
            transform,
            mark: { ...text.mark, color },
            encoding: { ...text.encoding, text: { field: "label" } },
          },
        ];
      }),
    ],
  };
}
