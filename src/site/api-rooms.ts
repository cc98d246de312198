/** What decides the place of a name: the file that declares it, as `bounds/elbo`, and what it is. */
interface Placed {
  readonly file: string;
  readonly isType: boolean;
}

/** A part of the page: the public names of one folder of the library. */
export interface Room<Name extends Placed> {
  readonly title: string;
  readonly lead: string;
  readonly names: readonly Name[];
}

/** The rooms as the lecture comes to them and, where it has an order among the files of a room, those that lead. */
const ROOMS: readonly (readonly [folder: string, title: string, lead: string, first?: readonly string[]])[] = [
  ["data", "Data", "What is observed: rows of numbers, and batches of them."],
  ["models", "Models", "A generative story, p(x, z) = p(z) p(x∣z).", ["model"]],
  [
    "marginals",
    "Marginals",
    "log p(x), the quantity that a bound bounds: exact where there is a way, estimated elsewhere.",
    ["enumeration", "exact", "quadrature"],
  ],
  [
    "bounds",
    "Bounds",
    "Lower bounds on log p(x), and estimators of their gradients.",
    ["elbo", "elbo-by-enumeration", "elbo-closed-form-kl", "score-function", "stick-the-landing", "iwae"],
  ],
  ["posteriors", "Posteriors", "q(z∣x): one distribution over z for each datapoint.", ["posterior", "per-datapoint"]],
  ["fitting", "Fitting", "What moves parameters so that a bound rises."],
  [
    "distributions",
    "Distributions",
    "Densities to evaluate and samplers: what models, posteriors and bounds are made of.",
    ["distribution", "normal"],
  ],
  ["networks", "Networks", "Functions with parameters: decoders and encoders."],
  [
    "tensors",
    "Tensors, keys and numbers",
    "What computes, what decides every draw, and the door from tensors to plain numbers.",
  ],
  ["charts", "Charts", "Rows in, a Vega-Lite specification out, named for what it shows.", ["spec"]],
  ["notebook", "In a notebook", "What a cell shows below itself."],
];

/** Public names in the lecture's order: room by room, in each its files, in each file what runs before what is a type. */
export function roomsOf<Name extends Placed>(names: readonly Name[]): readonly Room<Name>[] {
  const isIn = (folder: string) => (name: Placed) => name.file.startsWith(`${folder}/`);
  const homeless = names.find((name) => !ROOMS.some(([folder]) => isIn(folder)(name)));
  if (homeless) throw new Error(`the page of the library needs a room for ${homeless.file}.ts, got none`);
  return ROOMS.map(([folder, title, lead, first = []]) => {
    const own = names.filter(isIn(folder));
    const files = [...first.map((file) => `${folder}/${file}`), ...own.map(({ file }) => file)];
    const rank = ({ file, isType }: Placed) => 2 * files.indexOf(file) + Number(isType);
    return { title, lead, names: own.toSorted((a, b) => rank(a) - rank(b)) };
  }).filter((room) => room.names.length > 0);
}
