import { PROTOCOL_VERSION } from "./wire";

/** The content of `kernel_info_reply`. */
export const KERNEL_INFO = {
  status: "ok",
  protocol_version: PROTOCOL_VERSION,
  implementation: "elbo",
  implementation_version: "1.0.0",
  banner: `TypeScript (elbo) on Node.js ${process.version}`,
  language_info: {
    name: "typescript",
    version: "5.0.4",
    mimetype: "text/typescript",
    file_extension: ".ts",
    pygments_lexer: "typescript",
    codemirror_mode: "typescript",
    nbconvert_exporter: "script",
  },
  debugger: false,
  supported_features: [],
  help_links: [
    { text: "TypeScript handbook", url: "https://www.typescriptlang.org/docs/handbook/intro.html" },
    { text: "JavaScript reference", url: "https://developer.mozilla.org/docs/Web/JavaScript/Reference" },
    { text: "Node.js API", url: "https://nodejs.org/docs/latest/api/" },
  ],
};
