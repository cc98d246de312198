import { DEFAULT_WIDTH } from "./spec";
import { PALETTE } from "./theme";

/** log p(x) as a black line, the ELBO as a red mark, and the gap between them, with their numbers above. */
export function gapStrip(of: {
  readonly logQ: string;
  readonly step: number;
  readonly logMarginal: number;
  readonly reach: number;
}) {
  const { logQ, step, logMarginal, reach } = of;
  const [low, high] = [logMarginal - reach, logMarginal + 0.08 * reach];
  const nats = (field: string) => ({
    field,
    type: "quantitative",
    title: "nats",
    scale: { domain: [low, high], nice: false },
  });
  const row = (y: number) => ({ y: { value: y } });
  const texts = [
    { text: "elboText", color: PALETTE.bound, align: "left", x: 0 },
    { text: "klText", color: PALETTE.softInk, align: "center", x: { expr: "width / 2" } },
    { text: "truthText", color: PALETTE.exact, align: "right", x: "width" },
  ];
  return {
    width: DEFAULT_WIDTH,
    height: 64,
    transform: [
      { calculate: `${step} * exp(${logQ}) * (datum.logJoint - ${logQ})`, as: "term" },
      { aggregate: [{ op: "sum", field: "term", as: "elbo" }] },
      { calculate: `${logMarginal}`, as: "truth" },
      { calculate: `max(datum.elbo, ${low})`, as: "foot" },
      { calculate: "'ELBO ' + format(datum.elbo, '.4f')", as: "elboText" },
      { calculate: "'KL ' + format(max(0, datum.truth - datum.elbo), '.4f')", as: "klText" },
      { calculate: "'log p(x) ' + format(datum.truth, '.4f')", as: "truthText" },
    ],
    layer: [
      {
        mark: { type: "rule", color: PALETTE.gap, strokeWidth: 12, opacity: 0.6 },
        encoding: { x: nats("foot"), x2: { field: "truth" }, ...row(46) },
      },
      {
        mark: { type: "rule", color: PALETTE.exact, strokeWidth: 3 },
        encoding: { x: nats("truth"), ...row(30), y2: { value: 62 } },
      },
      {
        mark: { type: "point", shape: "square", filled: true, size: 130, opacity: 1, color: PALETTE.bound },
        encoding: { x: nats("foot"), ...row(46) },
      },
      ...texts.map(({ text, color, align, x }) => ({
        mark: { type: "text", align, color, fontSize: 14 },
        encoding: { x: { value: x }, y: { value: 12 }, text: { field: text } },
      })),
    ],
  };
}
