import { type Corner, cornerText, haloed } from "./annotations";
import { evenStep } from "./even-step";
import { inkOf, type Named, styleOf } from "./roles";
import { PALETTE } from "./theme";

/** The name of a slider, and the corner of the chart for its values. */
export interface Scrubber {
  readonly name: string;
  readonly corner: Corner;
}

/** What a scrubber needs to know of a row. */
interface Row {
  readonly series: string;
  readonly x: number;
  readonly y: number;
}

const placesOf = (rows: readonly Row[]) => [...new Set(rows.map(({ x }) => x))].sort((a, b) => a - b);

/** Without the last digits of float64, which a slider would show. */
const tidy = (value: number): number => Number(value.toPrecision(12));

/** As many places can be chosen from a list. */
const FEW = 20;

/** What shows the reader the number where it stands: a slider along places that are even, or whose logs are; else a list. */
function walk(places: readonly number[], name: string) {
  const slider = (title: string, placeOf: (x: number) => number) => {
    const along = places.map(placeOf);
    const even = evenStep(along);
    if (!even) return undefined;
    const step = tidy(even);
    const [min, max] = [along[0], along[along.length - 1]].map(tidy);
    return { placeOf, bind: { input: "range", min, max, step, name: `${title} ` }, start: max, reach: step / 2 };
  };
  const list = () => {
    const labels = places.map((place) => String(Number(place.toPrecision(4))));
    const bind = { input: "select", options: places, labels, name: `${name} ` };
    const reach = Math.min(...places.slice(1).map((place, i) => place - places[i])) / 2;
    return { placeOf: (x: number) => x, bind, start: places[places.length - 1], reach };
  };
  return slider(name, (x) => x) ?? (places.length > FEW ? slider(`log₁₀ ${name}`, Math.log10) : undefined) ?? list();
}

/** The slider, or the list, as a parameter of the chart. */
export function scrubberParam(rows: readonly Row[], { name }: Scrubber) {
  const { bind, start } = walk(placesOf(rows), name);
  return { name: "at", value: start, bind };
}

/** A thin line where the slider stands, a mark on every series, and in the corner the place and the values there. */
export function scrubberLayer(
  rows: readonly Row[],
  series: readonly Named[],
  { x, y, scrubber }: { readonly x: object; readonly y: object; readonly scrubber: Scrubber },
) {
  const line = (i: number) => cornerText(scrubber.corner, i, series.length + 1);
  const here = line(0);
  const { placeOf, reach } = walk(placesOf(rows), scrubber.name);
  return {
    data: { values: rows.map((row) => ({ ...row, place: placeOf(row.x) })) },
    transform: [
      { filter: `abs(datum.place - at) < ${reach}` },
      { calculate: "datum.series + '  ' + format(datum.y, '.4f')", as: "label" },
    ],
    layer: [
      { mark: { type: "rule", color: PALETTE.line }, encoding: { x } },
      ...haloed({
        transform: [
          { aggregate: [{ op: "min", field: "x", as: "x" }] },
          { calculate: `'${scrubber.name} ' + format(datum.x, '.4~g')`, as: "label" },
        ],
        mark: { ...here.mark, color: PALETTE.softInk },
        encoding: { ...here.encoding, text: { field: "label" } },
      }),
      ...series.flatMap(({ name, role }, i) => {
        const { color, shape } = styleOf(role);
        const text = line(i + 1);
        const transform = [{ filter: { field: "series", equal: name } }];
        const size = 70 * (series.length - i); // where several marks meet, the first lies around the others
        return [
          { transform, mark: { type: "point", filled: true, shape, size, opacity: 1, color }, encoding: { x, y } },
          ...haloed({
            transform,
            mark: { ...text.mark, color: inkOf(role) },
            encoding: { ...text.encoding, text: { field: "label" } },
          }),
        ];
      }),
    ],
  };
}
