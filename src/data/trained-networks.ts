import { fromSafetensors } from "../tensors/safetensors";
import type { Rows } from "../tensors/shapes";
import { readDataFile } from "./dataset";

/** The layers of a network as plain numbers, as `mlp({ layers })` takes them. */
type Layers = readonly { readonly weight: Rows; readonly bias: readonly number[] }[];

/**
 * Networks that were trained for a notebook and come with the package, by name. "digits-2d": of VAEs with a latent of two
 * numbers, on 600 binarized digits of 8 × 8; named by kind, seed, steps and part, as "amortized 1 2500 encoder".
 * @throws where the file is not what it was. @see datasets/weights/README.md
 */
export function trainedNetworks(name: "digits-2d"): Readonly<Record<string, Layers>> {
  const file = `weights/${name}.safetensors`;
  const { tensors } = fromSafetensors(`datasets/${file}`, readDataFile(file));
  const rowsOf = (tensor: string) => {
    const { shape, values } = tensors[tensor];
    const width = shape[shape.length - 1];
    return Array.from({ length: values.length / width }, (_, r) => [...values.subarray(r * width, (r + 1) * width)]);
  };
  const names = [...new Set(Object.keys(tensors).map((tensor) => tensor.slice(0, tensor.lastIndexOf(" "))))];
  return Object.fromEntries(
    names.map((network) => {
      const numLayers = Object.keys(tensors).filter((tensor) => tensor.startsWith(`${network} weight`)).length;
      const layers = Array.from({ length: numLayers }, (_, i) => ({
        weight: rowsOf(`${network} weight${i}`),
        bias: rowsOf(`${network} bias${i}`)[0],
      }));
      return [network, layers];
    }),
  );
}
