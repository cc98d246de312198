/** What a page may do: run our scripts, show our files, and ask nobody for anything. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'", // KaTeX places its boxes, and Vega its cursor, by style attributes
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** The page policy with what browsers obey in a header alone. */
export const HEADER_POLICY = `${PAGE_POLICY}; frame-ancestors 'none'`;

/** The script that runs cells. Its response alone may allow it to make code of text. */
export const WORKER = "worker.js";

/** What the worker of a page may do: make code of cells, and ask this site for data. It sees neither page nor storage. */
export const WORKER_POLICY = ["default-src 'none'", "script-src 'self' 'unsafe-eval'", "connect-src 'self'"].join("; ");
