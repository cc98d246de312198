import { nestedText } from "./array";

// The library's values are known by what they can do: the kernel has no need of TensorFlow to show a tensor.

interface Tensor {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly isDisposed: boolean;
  dataSync(): ArrayLike<number | string>;
}

interface Distribution {
  readonly name: string;
  readonly batchShape: readonly number[];
  readonly eventShape: readonly number[];
}

interface Model {
  prior(): unknown;
}

/** What a tensor, a distribution or a model is, in one line; undefined of anything else. */
export function libraryLine(value: unknown): string | undefined {
  try {
    if (isTensor(value)) return tensorLine(value);
    if (isDistribution(value)) return distributionLine(value);
    if (isModel(value)) return modelLine(value);
  } catch {
    // a getter that throws, or a prior: none of ours
  }
  return undefined;
}

/** A tensor with its numbers, else the line. */
export function libraryText(value: unknown): string | undefined {
  const line = libraryLine(value);
  if (line === undefined || !isTensor(value) || value.isDisposed || value.dtype === "complex64") return line;
  const entries = value.dataSync();
  const shown = value.dtype === "bool" ? Array.from(entries, Boolean) : entries;
  return `${line}\n${nestedText(shown, value.shape)}`;
}

/** What of a model is numbers: all that is not a function. */
export function modelData(value: unknown): object | undefined {
  if (libraryLine(value) === undefined || !isModel(value)) return undefined;
  const data = Object.entries(value).filter(([, member]) => typeof member !== "function");
  return data.length > 0 ? Object.fromEntries(data) : undefined;
}

function tensorLine(tensor: Tensor): string {
  const kind = "assign" in tensor ? "Variable" : "Tensor";
  return `${kind} ${tensor.dtype} [${tensor.shape.join(", ")}]${tensor.isDisposed ? ", disposed" : ""}`;
}

function distributionLine({ name, batchShape, eventShape }: Distribution): string {
  return `${name}, batch [${batchShape.join(", ")}], event [${eventShape.join(", ")}]`;
}

function modelLine(model: Model): string {
  const prior = model.prior();
  return isDistribution(prior) ? `model p(x, z) with p(z): ${distributionLine(prior)}` : "model p(x, z)";
}

function isTensor(value: unknown): value is Tensor {
  return isShape(member(value, "shape")) && isText(member(value, "dtype")) && isFunction(member(value, "dataSync"));
}

function isDistribution(value: unknown): value is Distribution {
  return (
    isText(member(value, "name")) &&
    isShape(member(value, "batchShape")) &&
    isShape(member(value, "eventShape")) &&
    isFunction(member(value, "logProb"))
  );
}

function isModel(value: unknown): value is Model {
  return isFunction(member(value, "prior")) && isFunction(member(value, "likelihood"));
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function isShape(value: unknown): boolean {
  return Array.isArray(value) && value.every((size) => typeof size === "number");
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function isFunction(value: unknown): boolean {
  return typeof value === "function";
}
