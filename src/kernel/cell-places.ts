import type { Place } from "./compiler";

/** Finds places in cells for the places that a stack names, which are in what the compiler made of them. */
export interface CellPlaces {
  add(file: string, cell: Cell): void;
  /** The lines of a stack with places in cells; without those of the kernel's own wrapping. */
  translate(traceback: readonly string[]): readonly string[];
}

interface Cell {
  readonly count: number;
  readonly output: string;
  placeOf(output: Place): Place;
}

/** Of the cells before these, which a stack hardly ever names, nothing is kept. */
const MOST_CELLS = 1000;
const FRAME = /([^\s(]*\[\d+\]):(\d+):(\d+)/;

export function createCellPlaces(): CellPlaces {
  const cells = new Map<string, Pick<Cell, "count" | "placeOf"> & { readonly lines: number }>();

  const translateLine = (line: string): readonly string[] => {
    const [frame, file, ...position] = line.match(FRAME) ?? [];
    const cell = cells.get(file);
    if (!frame || !cell) return [line];
    const output = { line: Number(position[0]), column: Number(position[1]) };
    if (output.line > cell.lines) return [];
    const place = cell.placeOf(output);
    return [line.replace(frame, `cell [${cell.count}], line ${place.line}, column ${place.column}`)];
  };

  return {
    add(file, { count, output, placeOf }) {
      cells.set(file, { count, lines: output.split("\n").length, placeOf });
      const [oldest] = cells.keys();
      if (cells.size > MOST_CELLS) cells.delete(oldest);
    },
    // What cells share is called through a proxy, of which a reader knows nothing.
    translate: (traceback) => traceback.map((line) => line.replace(/^( +at )Proxy\./, "$1")).flatMap(translateLine),
  };
}
