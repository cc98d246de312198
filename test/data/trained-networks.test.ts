import { expect, test } from "vitest";
import { trainedNetworks } from "../../src/data/trained-networks";
import { mlp } from "../../src/networks/mlp";

test("the networks of digits-2d are whole: five seeds, two kinds, after 1,000 and 2,500 steps", () => {
  const networks = trainedNetworks("digits-2d");
  const seeds = [1, 2, 3, 4, 5];
  const decoders = seeds.flatMap((seed) =>
    ["amortized", "per-datapoint"].flatMap((kind) => [1000, 2500].map((steps) => `${kind} ${seed} ${steps} decoder`)),
  );
  const encoders = seeds.map((seed) => `amortized ${seed} 2500 encoder`);
  expect(Object.keys(networks).sort()).toEqual([...decoders, ...encoders].sort());
  const sizes = (name: string) => networks[name].flatMap(({ weight, bias }) => [weight.length, bias.length]);
  for (const name of decoders) expect(sizes(name)).toEqual([2, 64, 64, 64]);
  for (const name of encoders) expect(sizes(name)).toEqual([64, 64, 64, 4]);
  expect(() => mlp({ layers: networks[decoders[0]] })).not.toThrow();
});
