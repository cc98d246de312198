import { existsSync, lstatSync, readlinkSync, realpathSync } from "node:fs";
import path from "node:path";
import { cacheFolder } from "../setup/cache";
import { verifiedFiles } from "../setup/verified";

const ROOT = path.join(__dirname, "..", "..");
const OF_THE_PACKAGE = ["package.json", "dist", "node_modules", "datasets"];
const ADDON = path.join(ROOT, "node_modules", "@tensorflow", "tfjs-node", "lib", "napi-v8", "tfjs_binding.node");
/** No programs: a submission has no use for a shell, a compiler or another interpreter. */
const SYSTEM = ["/lib", "/lib32", "/lib64", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib"];

/** The system's libraries, as arguments of bubblewrap. */
export function systemPlaces(): readonly string[] {
  return SYSTEM.filter((place) => existsSync(place)).flatMap((place) =>
    lstatSync(place).isSymbolicLink() ? ["--symlink", readlinkSync(place), place] : shown(place),
  );
}

/** Some programs, Node, the library, its data, and what its backend loads: neither the homeworks nor the tests. */
export function libraryPlaces(env: NodeJS.ProcessEnv, programs: readonly string[]): readonly string[] {
  const own = OF_THE_PACKAGE.map((name) => path.join(ROOT, name));
  const compiled = path.join(cacheFolder(env), "compiled");
  const files = [process.execPath, ...programs].flatMap((file) => [file, realpathSync(file)]);
  const places = [...files, ...own, compiled, ...verifiedFiles(ADDON)];
  return [...new Set(places)]
    .filter((place) => existsSync(place) && !SYSTEM.some((folder) => place.startsWith(`${folder}/`)))
    .flatMap(shown);
}

function shown(place: string): readonly string[] {
  return [...folders(path.dirname(place)), "--ro-bind", place, place];
}

/** A folder and those above it, which everybody may pass through. */
export function folders(folder: string): readonly string[] {
  const above = path.dirname(folder);
  return above === folder || above === "." ? [] : [...folders(above), "--dir", folder];
}

/** Of our environment nothing but what the library reads. */
export function environment(env: NodeJS.ProcessEnv, home: string): readonly string[] {
  const { ELBO_BACKEND, ELBO_QUIET } = env;
  const kept = { PATH: "/usr/bin:/bin", HOME: home, ELBO_CACHE: cacheFolder(env), ELBO_BACKEND, ELBO_QUIET };
  return Object.entries(kept).flatMap(([name, value]) => (value === undefined ? [] : ["--setenv", name, value]));
}
