import { parseCsv, type Table } from "./csv";
import { readDataFile } from "./dataset";

const FILE = "old-faithful/old-faithful.csv";

/**
 * 272 eruptions of the geyser Old Faithful: duration and the wait for the next one, both in minutes. → rows [272][2]
 * @throws where the file is missing or changed. @see datasets/old-faithful/README.md
 */
export function oldFaithful(): Table {
  return parseCsv(new TextDecoder().decode(readDataFile(FILE)), `datasets/${FILE}`);
}
