/** An axis: its title, and a scale that is linear unless said. */
export interface Axis {
  readonly title: string;
  readonly log?: boolean;
  readonly domain?: readonly [number, number];
}

/** The axis as the encoding of a field of that name. */
export function channel(field: "x" | "y", { title, log = false, domain }: Axis) {
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

/** A whole number below 100 in raised digits. */
function raised(number: string): string {
  const digit = (value: string) => `'⁰¹²³⁴⁵⁶⁷⁸⁹'[${value}]`;
  return `(${number} < 10 ? '' : ${digit(`floor(${number} / 10)`)}) + ${digit(`${number} % 10`)}`;
}

/** Grid lines at the powers of ten only, and far from 1 the powers written as such. */
const LOG_AXIS = {
  format: "~g",
  tickCount: 5,
  gridOpacity: { condition: { test: IS_POWER, value: 1 }, value: 0 },
  labelExpr: `datum.label === '' || abs(${EXPONENT}) < 4 ? datum.label : '10' + (datum.value < 1 ? '⁻' : '') + ${raised(`abs(${EXPONENT})`)}`,
};
