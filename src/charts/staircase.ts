import { type Knob, knobParam } from "./knob";
import { type ChartSpec, type ChartWords, chartSpec } from "./spec";
import { PALETTE } from "./theme";

/**
 * The inverse CDF of a die whose faces have probabilities in proportion to exp(tilt · face), under a slider for the tilt,
 * with some fixed u's on it: each keeps its face, and a slope of zero, until it jumps.
 */
export function inverseCdfStaircase(
  uniforms: readonly number[],
  options: ChartWords & { readonly faces: number; readonly tilt: Knob },
): ChartSpec {
  const { faces, tilt } = options;
  const outside = uniforms.find((u) => !(u > 0 && u < 1));
  if (outside !== undefined) throw new Error(`inverseCdfStaircase needs u's between 0 and 1, got ${outside}`);
  const sides = Array.from({ length: faces }, (_, i) => i + 1);
  const x = {
    field: "from",
    type: "quantitative",
    title: "u, uniform on (0, 1)",
    scale: { domain: [0, 1], nice: false },
  };
  const y = {
    field: "face",
    type: "quantitative",
    title: "face z",
    scale: { domain: [0.5, faces + 0.5], nice: false },
    axis: { values: sides, format: "d" },
  };
  const steps = (groupby: readonly string[]) => [
    { calculate: "exp(tilt * datum.face)", as: "weight" },
    { joinaggregate: [{ op: "sum", field: "weight", as: "total" }], groupby },
    { window: [{ op: "sum", field: "weight", as: "upTo" }], sort: [{ field: "face" }], groupby },
    { calculate: "(datum.upTo - datum.weight) / datum.total", as: "from" },
    { calculate: "datum.upTo / datum.total", as: "to" },
  ];
  return chartSpec(options, {
    height: 280,
    params: [knobParam("tilt", "tilt", tilt)],
    layer: [
      {
        data: { values: sides.map((face) => ({ face })) },
        transform: [...steps([]), { calculate: "datum.face - 1", as: "below" }],
        encoding: { x, y },
        layer: [
          {
            transform: [{ filter: "datum.below >= 1" }],
            mark: { type: "rule", color: PALETTE.line, strokeDash: [2, 3] },
            encoding: { y2: { field: "below" } },
          },
          {
            mark: { type: "rule", color: PALETTE.firstComponent, strokeWidth: 3 },
            encoding: { x2: { field: "to" } },
          },
        ],
      },
      {
        data: { values: uniforms.flatMap((u) => sides.map((face) => ({ u, face }))) },
        transform: [...steps(["u"]), { filter: "datum.u > datum.from && datum.u <= datum.to" }],
        mark: { type: "point", filled: true, size: 80, opacity: 1, color: PALETTE.candidate, stroke: PALETTE.paper },
        encoding: { x: { ...x, field: "u" }, y },
      },
    ],
  });
}
