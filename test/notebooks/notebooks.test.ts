import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { isCode, joined } from "../../src/runner/notebook";
import { readNotebook } from "../../src/runner/read-notebook";
import { copyOf, runAll } from "../../src/runner/run-all";
import { meanWithError } from "../../src/tensors/numbers";
import amortizedInference from "../reference/amortized-inference.json";
import autoencoder from "../reference/variational-autoencoder.json";
import confirmed from "./confirmed.json";
import { tables, tolerances } from "./confirmed-tables.json";
import { keptCopy, TESTED } from "./kept-copy";

// the first test of each run waits for all notebooks
vi.setConfig({ testTimeout: 900_000 });
vi.stubEnv("ELBO_QUIET", undefined); // they run as a reader runs them

const FILES = readdirSync("notebooks")
  .filter((file) => file.endsWith(".ipynb"))
  .map((file) => path.join("notebooks", file));

const folder = mkdtempSync(path.join(tmpdir(), "elbo-notebooks-"));
afterAll(() => rmSync(folder, { recursive: true }));
const FIRST = path.join(folder, "first");
const run = (files: readonly string[], out: string) => runAll(files, { out, jobs: 2, timeoutSeconds: 120 });
let firstRun: ReturnType<typeof run> | undefined;
let secondRun: Promise<readonly string[]> | undefined;
/** Each run is made when a test first asks for it, so that a look at the list of tests starts no kernel. */
const first = () => (firstRun ??= run(FILES, FIRST));
/** The copies of another run: the ones that were left, where they are what it would make now. */
const second = () =>
  (secondRun ??= first().then(async () => {
    const copies = FILES.map(keptCopy);
    await run(
      FILES.filter((_, i) => !copies[i]),
      TESTED,
    );
    return FILES.map((file, i) => copies[i] ?? copyOf(file, TESTED));
  }));

describe.each(FILES)("%s", (notebook) => {
  const copy = copyOf(notebook, FIRST);

  test("runs, and every check has its tick", async () => {
    const { failure, status, cells, checks } = (await first()).find((report) => report.notebook === notebook)!;
    expect(failure).toBeUndefined();
    expect(status).toBe("ok");
    expect(cells.map((cell) => cell.status)).toEqual(cells.map(() => "ok"));
    expect(checks.length).toBeGreaterThan(1);
    expect(checks.filter(({ pass }) => !pass)).toEqual([]);
  });

  test("gives the same bytes when it is run again", async () => {
    const other = (await second())[FILES.indexOf(notebook)];
    expect(readFileSync(other).equals(readFileSync(copy))).toBe(true);
  });

  test("prints nothing on stderr, and describes each chart in words", async () => {
    await first();
    const outputs = readNotebook(copy)
      .cells.filter(isCode)
      .flatMap((cell) => cell.outputs);
    expect(outputs.filter((output) => output.name === "stderr")).toEqual([]);
    const charts = outputs.filter((output) => output.data?.["application/vnd.vegalite.v5+json" as never]);
    expect(charts.length).toBeGreaterThan(2);
    for (const { data, metadata } of charts as unknown as {
      data: Record<string, never>;
      metadata: Record<string, never>;
    }[]) {
      const { title, description } = data["application/vnd.vegalite.v5+json"] as {
        title: { text: string };
        description: string;
      };
      expect(description.length).toBeGreaterThan(40);
      expect(metadata["image/png"]).toMatchObject({ alt: description });
      expect(joined(data["text/plain"])).toBe(`${title.text}\n${description}`);
    }
  });

  test("is made as a companion is made", () => {
    const { cells } = readNotebook(notebook);
    expect(joined(cells[0].source)).toMatch(/^# .+\n\nBy the end you can say /);
    const text = cells.map(({ source }) => joined(source)).join("\n");
    expect(text).toContain("\n## What you can now say\n");
    expect(text.match(/^### Exercise /gm)?.length).toBeGreaterThanOrEqual(3);
    expect(joined(cells[cells.length - 1].source)).toMatch(/^\*\*Read next:\*\* `src\//);
    const solutions = cells.filter(({ metadata }) => (metadata as { tags?: string[] }).tags?.includes("solution"));
    expect(solutions).toHaveLength(text.match(/^### Exercise /gm)?.length ?? 0);
    const tooLong = cells.filter(isCode).flatMap(({ source }) =>
      joined(source)
        .split("\n")
        .filter((line) => line.length > 100),
    );
    expect(tooLong).toEqual([]);
  });
});

/** The number that stands in a reference under a path: the name of its file, then of what is in what. */
const referenceAt = (route: string) => {
  const [file, ...names] = route.split("/");
  const text = readFileSync(path.join("test", "reference", `${file}.json`), "utf8");
  return names.reduce((inner, name) => inner[name], JSON.parse(text)) as number;
};

/** The numbers that notebooks print, and where another program's word of each stands. */
const CONFIRMED = Object.entries(confirmed).flatMap(([number, claims]) =>
  Object.entries(claims).map(([claim, route]) => [number, claim, route] as const),
);

test.each(CONFIRMED)("notebook %s, %s: another program finds the same number", async (number, claim, route) => {
  const reference = referenceAt(route);
  expect(reference).toBeTypeOf("number");
  const report = (await first()).find(({ notebook }) => path.basename(notebook).startsWith(number));
  const check = report?.checks.find((candidate) => candidate.claim === claim);
  expect(check).toBeDefined();
  expect(Math.abs(check!.value - reference)).toBeLessThanOrEqual(check!.tolerance);
  expect(Math.abs(Number(check!.expected) - reference)).toBeLessThanOrEqual(check!.tolerance);
});

test("notebook 07 says of its ten models what another program found", () => {
  const text = readNotebook("notebooks/07-amortized-inference.ipynb")
    .cells.map(({ source }) => joined(source))
    .join("\n");
  const parts = ["train", "test"] as const;
  const quoted = ({ mean, standardError }: { mean: number; standardError: number }) =>
    `${mean.toFixed(3).replace("-", "−")} ± ${standardError.toFixed(3)}`;
  const row = (kind: "amortized" | "per-datapoint") =>
    (["1000", "2500"] as const).flatMap((steps) =>
      parts.map((part) => quoted(amortizedInference[part].learned[kind][steps])),
    );
  expect(text).toContain(`| an encoder | ${row("amortized").join(" | ")} |`);
  expect(text).toContain(`| free φ's | ${row("per-datapoint").join(" | ")} |`);
  const [onTrain, onTest] = row("amortized").slice(2);
  expect(text).toContain(`of ${onTrain} on the digits of the training, and of ${onTest} on new ones`);
});

/** The columns of tables that notebooks print, and where another program's word of each stands. */
const COLUMNS = Object.entries(tables as Record<string, Record<string, Record<string, string>>>).flatMap(
  ([number, cells]) =>
    Object.entries(cells).flatMap(([cell, columns]) =>
      Object.entries(columns).map(([column, route]) => [number, cell, column, route] as const),
    ),
);

/** A column by its title: it stands under the same dashes as the title. */
function columnOf(table: string, title: string): number[] | undefined {
  const [titles, dashes = "", ...rows] = table.split("\n");
  const column = [...dashes.matchAll(/─+/g)].find(
    ({ index, 0: { length } }) => titles.slice(index, index + length).trim() === title,
  );
  return column && rows.map((row) => Number(row.slice(column.index, column.index + column[0].length)));
}

/** Of a route with a star the numbers under the rest of it, one for each member of the list before the star. */
function referencesAt(route: string): number[] {
  const [list, rest] = route.split("/*");
  const members = Object.values(referenceAt(list) as unknown as Record<string, never>);
  return members.map((member) =>
    rest
      .split("/")
      .slice(1)
      .reduce((inner: never, name) => inner[name], member),
  );
}

test.each(COLUMNS)(
  "notebook %s, table of %s, %s: another program finds the same column",
  async (...[number, id, title, route]) => {
    await first();
    const file = FILES.find((name) => path.basename(name).startsWith(number))!;
    const cell = readNotebook(copyOf(file, FIRST))
      .cells.filter(isCode)
      .find((candidate) => candidate.id === id);
    const printed = (cell?.outputs ?? [])
      .map(({ data }) => columnOf(joined(data?.["text/plain" as never] ?? ""), title))
      .find((column) => column !== undefined);
    const expected = referencesAt(route);
    expect(printed).toHaveLength(expected.length);
    const tolerance = (tolerances as Record<string, number>)[`${number}/${id}`];
    printed!.forEach((value, i) => {
      // seven digits are printed, unless the cell's own checks allow more
      const allowed = tolerance ?? 2e-6 * Math.max(1, Math.abs(expected[i]));
      expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(allowed);
    });
  },
);

test("notebook 08 says of five other seeds what another program found", () => {
  const text = readNotebook("notebooks/08-variational-autoencoder.ipynb")
    .cells.map(({ source }) => joined(source))
    .join("\n");
  const quoted = (values: readonly number[]) => {
    const { mean, standardError } = meanWithError(values);
    return [mean, standardError].map((value) => value.toFixed(2).replace("-", "−"));
  };
  const others = autoencoder.seeds.slice(1);
  const [truth, truthError] = quoted(others.map(({ exactGain }) => exactGain));
  const [bound, boundError] = quoted(others.map(({ boundGain }) => boundGain));
  expect(text).toContain(`gained ${truth} ± ${truthError} nats of truth`);
  expect(text).toContain(`changed by ${bound} ± ${boundError} (mean and standard error)`);
  const [half, halfError] = quoted(autoencoder.halfLessOne.map(({ exact }) => exact));
  expect(text).toContain(`by ${half} nats with a standard error of ${halfError}, and in one of the five it was lower`);
  expect(autoencoder.halfLessOne.filter(({ exact }) => exact < 0)).toHaveLength(1);
});

test("the notebooks show every row of the lecture", () => {
  const shown = FILES.flatMap((file) =>
    readNotebook(file).cells.flatMap(({ metadata }) => (metadata as { lecture?: number[] }).lecture ?? []),
  );
  expect([...new Set(shown)].sort((a, b) => a - b)).toEqual(Array.from({ length: 67 }, (_, i) => i + 1));
});
