import { type Level, levelLayers, type Place, placeLayers, type Stretch, stretchLayer } from "./annotations";
import { type Axis, channel } from "./axis";
import { checkFinite } from "./check-finite";
import { type Gap, gapBand } from "./gap-band";
import { checkSeries, lines, markEncoding, type Named } from "./roles";
import { type Scrubber, scrubberLayer, scrubberParam } from "./scrubber";
import { type ChartSpec, type ChartWords, chartSpec, DEFAULT_WIDTH, seriesEncoding } from "./spec";
import { type CurveRow, uncertainty } from "./uncertainty";

/** How a series is drawn: as a line unless said. */
export interface CurveSeries extends Named {
  readonly draw?: "line" | "steps" | "line and points" | "points";
}

/**
 * Lines or marks over a parameter or a step: traces by setting, a closed form beside what was sampled, variances, slopes.
 * With `scrubber`, a slider walks along the axis and every line says its value there. @throws on a row of no named series.
 */
export function curves(
  rows: readonly CurveRow[],
  options: ChartWords & {
    readonly x: Axis;
    readonly y: Axis;
    readonly series: readonly CurveSeries[];
    /** Where the gap between a bound and the truth is shaded. */
    readonly gaps?: readonly Gap[];
    readonly levels?: readonly Level[];
    readonly places?: readonly Place[];
    readonly stretches?: readonly Stretch[];
    /** A slider along the axis; the values of the lines there stand in a corner of the chart that is free. */
    readonly scrubber?: Scrubber;
    readonly width?: number;
    readonly height?: number;
  },
): ChartSpec {
  const {
    series,
    gaps = [],
    levels = [],
    places = [],
    stretches = [],
    scrubber,
    width = DEFAULT_WIDTH,
    height = 300,
  } = options;
  checkSeries("curves", rows, series);
  for (const row of rows) checkFinite(`curves, series ${row.series}`, [row.x, row.y]);
  // a mark on the edge of the chart is drawn whole, unless others lie beyond it
  const cut = rows.some((row) => isBeyond(options.x, row.x) || isBeyond(options.y, row.y));
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
      ...(scrubber && { params: [scrubberParam(of(lined), scrubber)] }),
      layer: [
        ...(stretches.length > 0 ? [stretchLayer(stretches, x)] : []),
        ...gaps.map((gap) => gapBand(rows, gap, { x, y })),
        ...uncertainty(of(lined), lined, { x, y, mark: { type: "area", opacity: 0.18 } }),
        ...uncertainty(of(dotted), dotted, { x, y, mark: { type: "rule", strokeWidth: 1.5 } }),
        ...levelLayers(levels, y),
        ...lineLayer(drawn(["line", "line and points"]), { type: "line" }),
        ...lineLayer(drawn(["steps"]), { type: "line", interpolate: "step-after" }),
        ...lineLayer(drawn(["line and points"]), { type: "point", filled: true, size: 45, opacity: 1, clip: cut }),
        ...(dotted.length > 0
          ? [
              {
                data: { values: of(dotted) },
                mark: { type: "point", clip: cut, filled: true, size: 55, opacity: 0.85 },
                encoding: { x, y, ...markEncoding(dotted), tooltip },
              },
            ]
          : []),
        ...placeLayers(places, x, { shown: rows.map((row) => row.x) }),
        ...(scrubber ? [scrubberLayer(of(lined), lined, { x, y, scrubber })] : []),
      ],
    },
    (lined.length > 0 ? lined : dotted).map(({ name }) => name),
  );
}

const isBeyond = ({ domain }: Axis, value: number): boolean =>
  domain !== undefined && (value < domain[0] || value > domain[1]);
