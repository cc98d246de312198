import { parseCsv, type Table } from "./csv";
import { readDataFile } from "./dataset";

const FILE = "iris/iris.csv";
const SPECIES = "species";

/** Four lengths in centimetres of each of 150 flowers, and the name of its species. → rows [150][4]. @see datasets/iris/README.md */
export function iris(): Table & { readonly species: readonly string[] } {
  const { columns, rows, words } = parseCsv(new TextDecoder().decode(readDataFile(FILE)), `datasets/${FILE}`, {
    words: SPECIES,
  });
  return { columns, rows, species: words };
}
