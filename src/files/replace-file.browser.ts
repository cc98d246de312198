/** A page has no disk: what is written there lasts as long as the worker. */
export { writeFileSync as replaceFile } from "node:fs";
