import { expect, test } from "vitest";
import { iris } from "../../src/data/iris";
import { mean } from "../../src/tensors/numbers";

test("Iris has fifty flowers of each species, with the means of Fisher's table", () => {
  const { columns, rows, species } = iris();
  expect(columns).toEqual(["sepal_length_cm", "sepal_width_cm", "petal_length_cm", "petal_width_cm"]);
  expect([rows.length, species.length]).toEqual([150, 150]);
  const setosa = rows.filter((_, i) => species[i] === "setosa");
  const means = columns.map((_, column) => mean(setosa.map((row) => row[column])));
  [5.006, 3.428, 1.462, 0.246].forEach((expected, column) => {
    expect(means[column]).toBeCloseTo(expected, 10);
  });
});
