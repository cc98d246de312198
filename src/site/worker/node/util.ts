// What the library and the kernel's forms of values use of Node's module of this name, in a browser.
export { format, inspect, stripVTControlCharacters } from "node-inspect-extracted";

export const types = { isProxy: (): boolean => false }; // a browser does not tell
