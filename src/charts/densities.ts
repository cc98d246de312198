import { checkFinite } from "./check-finite";
import { checkSeries, inkOf, lines, type Named, type Role, styleOf } from "./roles";
import { type ChartSpec, type ChartWords, chartSpec, DEFAULT_HEIGHT, DEFAULT_WIDTH, seriesEncoding } from "./spec";

/** A density at a place. With several readings, of one of them; without one, in all. */
export interface DensityRow {
  readonly series: string;
  readonly x: number;
  readonly density: number;
  readonly reading?: string;
}

/** A line of text below the densities, as "orange: ELBO −2.1234, KL 0.5678". */
export interface DensityNote {
  readonly text: string;
  readonly role: Role;
  readonly reading?: string;
}

/**
 * Densities over one axis: the true posterior filled, candidate q's as lines. A box chooses between several readings of the
 * same picture, where there are several; notes say the numbers of each. @throws on a row of no named series.
 */
export function densities(
  rows: readonly DensityRow[],
  options: ChartWords & {
    readonly xTitle: string;
    readonly series: readonly Named[];
    readonly notes?: readonly DensityNote[];
    /** What the box chooses, as "2 and .75 are read as". */
    readonly chooser?: string;
  },
): ChartSpec {
  const { xTitle, series, notes = [], chooser = "reading" } = options;
  checkSeries("densities", rows, series);
  for (const row of rows) checkFinite(`densities, series ${row.series}`, [row.x, row.density]);
  const readings = [...new Set([...rows, ...notes].flatMap(({ reading }) => reading ?? []))];
  const chosen = readings.length > 0 ? [{ filter: "!isValid(datum.reading) || datum.reading === reading" }] : [];
  const x = { field: "x", type: "quantitative", title: xTitle, scale: { zero: false, nice: false } };
  const y = { field: "density", type: "quantitative", title: "density", stack: null, axis: { minExtent: LABELS } };
  const filled = series.filter(({ role }) => role === "posterior");
  const plot = {
    width: DEFAULT_WIDTH,
    height: DEFAULT_HEIGHT,
    layer: [
      ...filled.map(({ name, role }) => ({
        data: { values: rows.filter((row) => row.series === name) },
        transform: chosen,
        mark: { type: "area", color: styleOf(role).color, opacity: 0.18 },
        encoding: { x, y },
      })),
      {
        data: { values: rows },
        transform: chosen,
        mark: { type: "line", clip: true },
        encoding: { x, y, ...seriesEncoding(lines(series)) },
      },
    ],
  };
  return chartSpec(
    options,
    {
      ...(readings.length > 0 && {
        params: [
          { name: "reading", value: readings[0], bind: { input: "select", options: readings, name: `${chooser} ` } },
        ],
      }),
      vconcat: notes.length > 0 ? [plot, notesBelow(notes, chosen)] : [plot],
      spacing: 14,
    },
    series.map(({ name }) => name),
  );
}

const LINE_HEIGHT = 19;
/** Room for the longest of the numbers at the axis, so that another reading leaves the chart where it is. */
const LABELS = 34;

function notesBelow(notes: readonly DensityNote[], chosen: readonly object[]) {
  const rows = notesInLines(notes);
  return {
    width: DEFAULT_WIDTH,
    height: LINE_HEIGHT * (1 + Math.max(...rows.map(({ line }) => line))),
    layer: rows.map(({ line, ...note }) => ({
      data: { values: [note] },
      transform: chosen,
      mark: { type: "text", align: "left", baseline: "top", color: inkOf(note.role) },
      encoding: { x: { value: 0 }, y: { value: LINE_HEIGHT * line }, text: { field: "text" } },
    })),
  };
}

/** Each note with its line: those of one reading, and those of all, stand below one another. */
function notesInLines(notes: readonly DensityNote[]) {
  const together = (a: DensityNote, b: DensityNote) =>
    a.reading === undefined || b.reading === undefined || a.reading === b.reading;
  return notes.map((note, i) => ({
    ...note,
    line: notes.slice(0, i).filter((before) => together(before, note)).length,
  }));
}
