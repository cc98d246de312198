import { type Corner, cornerText } from "./annotations";
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

/** The slider as a parameter of the chart: it counts the places of the rows, from 0. */
export function scrubberParam(rows: readonly Row[], { name }: Scrubber) {
  const last = placesOf(rows).length - 1;
  return { name: "at", value: last, bind: { input: "range", min: 0, max: last, step: 1, name: `${name} ` } };
}

/** A thin line where the slider stands, a mark on every series, and in the corner the place and the values there. */
export function scrubberLayer(
  rows: readonly Row[],
  series: readonly Named[],
  { x, y, scrubber }: { readonly x: object; readonly y: object; readonly scrubber: Scrubber },
) {
  const line = (i: number) => cornerText(scrubber.corner, i, series.length + 1);
  const here = line(0);
  const index = new Map(placesOf(rows).map((place, i) => [place, i]));
  return {
    data: { values: rows.map((row) => ({ ...row, place: index.get(row.x) })) },
    transform: [
      { filter: "datum.place === at" },
      { calculate: "datum.series + '  ' + format(datum.y, '.4f')", as: "label" },
    ],
    layer: [
      { mark: { type: "rule", color: PALETTE.line }, encoding: { x } },
      {
        transform: [
          { aggregate: [{ op: "min", field: "x", as: "x" }] },
          { calculate: `'${scrubber.name} ' + format(datum.x, '.4~g')`, as: "label" },
        ],
        mark: { ...here.mark, color: PALETTE.softInk },
        encoding: { ...here.encoding, text: { field: "label" } },
      },
      ...series.flatMap(({ name, role }, i) => {
        const { color, shape } = styleOf(role);
        const text = line(i + 1);
        const transform = [{ filter: { field: "series", equal: name } }];
        return [
          { transform, mark: { type: "point", filled: true, shape, size: 70, opacity: 1, color }, encoding: { x, y } },
          {
            transform,
            mark: { ...text.mark, color: inkOf(role) },
            encoding: { ...text.encoding, text: { field: "label" } },
          },
        ];
      }),
    ],
  };
}
