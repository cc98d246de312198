import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isAlive } from "../../src/files/is-alive";
import { writeFeedback } from "../../src/homework/feedback";
import { grade } from "../../src/homework/grade";
import { readHomework } from "../../src/homework/homework";
import { allMarks, type Marks, readMarks } from "../../src/homework/marks";
import { familyOf } from "../../src/homework/watch";
import { temporaryFolder, until } from "../runner/fixture";
import { answered, type Class, classIn, RIGHT } from "./class";
import { cell } from "./fixture";
import { describeSandboxed } from "./sandboxed";

const CLI = path.join(__dirname, "..", "..", "dist", "cli.js");
const LIMITS = { jobs: 2, cellSeconds: 60, wholeSeconds: 240 };

describeSandboxed("grading a class", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "elbo-class-"));
  const school = classIn(folder);
  const earned = (student: string) => readMarks(school.marks, student)?.exercises.map((exercise) => exercise.earned);
  const failures = (student: string) => readMarks(school.marks, student)?.exercises.map(({ failure }) => failure);
  const graded: { student: string; isNew: boolean }[] = [];
  const gradeAll = () =>
    grade(readHomework(school.file), {
      ...LIMITS,
      submitted: school.submitted,
      out: school.marks,
      onMarks: ({ student }, { isNew }) => graded.push({ student, isNew }),
    });

  beforeAll(async () => {
    school.handIn("ada", answered(RIGHT));
    school.handIn("bob", answered({ entropy: RIGHT.entropy.replace("(p && p * Math.log(p))", "p * Math.log2(p)") }));
    const { cells, ...rest } = answered(RIGHT);
    const cheat = cells.map((c) => (c.id.startsWith("points") ? cell(c.id, { points: 99 }, "99") : c));
    const copy = { ...cell("entropy", "answer", RIGHT.entropy), id: "copy" };
    school.handIn("eve", { ...rest, cells: cheat.filter(({ id }) => id !== "entropy") });
    school.handIn("max", { ...rest, cells: [...cells, copy] });
    school.handIn("kim", '{"cells": [');
    school.handIn("big", `{"cells": "${"x".repeat(21e6)}"}`);
    school.handIn("tom", answered({}));
    rmSync(path.join(school.submitted, "tom", "coin", "coin.ipynb"));
    school.handIn("zoe", answered({}));
    rmSync(path.join(school.submitted, "zoe", "coin"), { recursive: true });
    symlinkSync(path.join(folder, "notebooks", "homework"), path.join(school.submitted, "zoe", "coin"));
    expect(await gradeAll()).toEqual([]);
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  test("a right answer earns the points of its cells", () => {
    expect(earned("ada")).toEqual([3, 2, 1]);
  });

  test("a wrong one loses them, with a counterexample and the hint of the mistake it matches", () => {
    expect(earned("bob")).toEqual([0, 0, 0]);
    expect(failures("bob")?.[0]).toMatch(
      /^entropy\(q\) gave 0\.88\d+, expected 0\.61\d+ ± 1e-9\.\nHint: the logarithm is the natural one$/,
    );
    expect(failures("bob")?.slice(1)).toEqual(["not written yet", "larger: nothing of this name is there"]);
  });

  test("points that a student gave to a cell count for nothing, and a cell that was deleted is a stub again", () => {
    expect(earned("eve")).toEqual([0, 2, 1]);
    expect(failures("eve")?.[0]).toBe("not written yet");
  });

  test("a copied cell does no harm", () => {
    expect(earned("max")).toEqual([3, 2, 1]);
  });

  test.each([
    ["kim", /^coin\.ipynb is not a notebook: /],
    ["big", /^the notebook has 22 MB, more than 20$/],
    ["tom", /^nothing was handed in$/],
    ["zoe", /^coin is a link, not what was handed in$/],
  ])("what is no submission earns nothing and says why: %s", (student, reason) => {
    const { earned, refused } = readMarks(school.marks, student) as Marks;
    expect(earned).toBe(0);
    expect(refused).toMatch(reason);
  });

  test("the marks are a table with a row a student, and say how they were run", () => {
    const table = readFileSync(path.join(school.marks, "marks.csv"), "utf8");
    expect(table.split("\n").slice(0, 3)).toEqual([
      "student,points-entropy,points-cross,points-larger,earned,points,sandbox",
      "ada,3,2,1,6,6,bubblewrap",
      "big,0,0,0,0,6,bubblewrap",
    ]);
    const list: readonly object[] = JSON.parse(readFileSync(path.join(school.marks, "marks.json"), "utf8"));
    expect(list).toHaveLength(8);
  });

  test("graded again, only what has changed is run", async () => {
    const before = statSync(path.join(school.marks, "students", "ada.json")).mtimeMs;
    graded.length = 0;
    school.handIn("tom", answered(RIGHT));
    await gradeAll();
    expect(graded.filter(({ isNew }) => isNew)).toEqual([{ student: "tom", isNew: true }]);
    expect(earned("tom")).toEqual([3, 2, 1]);
    expect(statSync(path.join(school.marks, "students", "ada.json")).mtimeMs).toBe(before);
  });

  test("the feedback of a student has the marks, the counterexample, the answer, and nothing of the hidden checks", () => {
    const pages = path.join(folder, "feedback");
    expect(writeFeedback(school.marks, pages)).toBe(8);
    const page = readFileSync(path.join(pages, "bob", "coin", "coin.html"), "utf8");
    expect(page).toContain("coin: 0 of 6 points");
    expect(page).toContain("expected 0.61");
    expect(page).toContain("Math.log2(p)");
    expect(page).not.toContain("secret");
    expect(readFileSync(path.join(pages, "kim", "coin", "coin.html"), "utf8")).toContain(
      "Not graded: coin.ipynb is not",
    );
  });
});

/** A class whose submissions are all right. */
function classOf(...students: readonly string[]): Class & { readonly folder: string } {
  const folder = temporaryFolder();
  const school = classIn(folder);
  for (const student of students) school.handIn(student, answered(RIGHT));
  return { ...school, folder };
}

const NOBODY = { uid: 65534, gid: 65534 };
/** Whether this test may become another user, who then finds the way to this clone. */
const canBeNobody =
  process.getuid?.() === 0 && spawnSync(process.execPath, ["--check", CLI], { ...NOBODY, cwd: "/" }).status === 0;

function start(folder: string, env: NodeJS.ProcessEnv, ...args: readonly string[]) {
  return startAs({}, folder, { env, args });
}

interface Start {
  readonly env: NodeJS.ProcessEnv;
  readonly args?: readonly string[];
}

function startAs(user: { readonly uid?: number; readonly gid?: number }, folder: string, { env, args = [] }: Start) {
  const all = ["homework", "grade", "coin", "--submitted", "submitted", "--out", "marks", ...args];
  const child = spawn(process.execPath, [CLI, ...all], { ...user, cwd: folder, env: { ...process.env, ...env } });
  let [out, errors] = ["", ""];
  child.stdout.on("data", (text) => (out += text));
  child.stderr.on("data", (text) => (errors += text));
  const ended = once(child, "close").then(([status]) => ({ status, out, errors }));
  return { child, ended };
}

describeSandboxed("grading from the command line", () => {
  test("killed in the middle and started again, gives each student exactly one mark and none twice", async () => {
    const { folder, marks } = classOf("a", "b", "c", "d");
    const first = start(folder, {}, "--jobs", "1");
    await until(() => existsSync(path.join(marks, "students", "b.json")), "the second mark");
    await until(() => familyOf(first.child.pid!).length > 5, "the next sandbox");
    const family = familyOf(first.child.pid!);
    first.child.kill("SIGKILL");
    await first.ended;
    await until(() => !family.some(isAlive), "the end of its sandbox");
    const kept = readFileSync(path.join(marks, "students", "a.json"));
    const { status, out } = await start(folder, {}).ended;
    expect(status).toBe(0);
    expect(out).toContain("a  6/6 (as before)");
    expect(allMarks(marks).map(({ student, earned }) => [student, earned])).toEqual(
      ["a", "b", "c", "d"].map((student) => [student, 6]),
    );
    expect(readFileSync(path.join(marks, "students", "a.json"))).toEqual(kept);
    expect(readFileSync(path.join(marks, "marks.csv"), "utf8").trim().split("\n")).toHaveLength(5);
    expect(readdirSync(path.join(marks, "students"))).toHaveLength(4);
  });

  test("two processes with a student each leave no mark out of the table", async () => {
    const { folder, marks } = classOf("a", "b");
    const both = await Promise.all(["a", "b"].map((student) => start(folder, {}, "--student", student).ended));
    expect(both.map(({ status }) => status)).toEqual([0, 0]);
    expect(readFileSync(path.join(marks, "marks.csv"), "utf8").trim().split("\n")).toHaveLength(3);
  });

  test.skipIf(!canBeNobody)("an unprivileged user grades in the same sandbox", async () => {
    const { folder, marks, handIn } = classOf("a");
    const peek = 'throw new Error([require("node:fs").readdirSync("/").join(), process.getuid!()].join(" "));';
    handIn(
      "spy",
      answered({ entropy: RIGHT.entropy.replace("=> ", `=> { ${peek} }; const other = (q: number[]) => `) }),
    );
    for (const place of readdirSync(folder, { recursive: true, encoding: "utf8" }).concat(""))
      chownSync(path.join(folder, place), NOBODY.uid, NOBODY.gid);
    expect(await startAs(NOBODY, folder, { env: { HOME: folder } }).ended).toMatchObject({ status: 0, errors: "" });
    expect(readMarks(marks, "a")).toMatchObject({ earned: 6, sandbox: "bubblewrap" });
    const [places, user] = readMarks(marks, "spy")?.exercises[0].failure?.split(" ") ?? [];
    expect(user).toBe("65534");
    expect(places.split(",")).not.toContain("etc");
  });

  test("a homework whose own solution fails grades nobody", async () => {
    const { folder, file, marks } = classOf("a");
    writeFileSync(file, readFileSync(file, "utf8").replace("return -q.reduce", "return q.reduce"));
    const { status, errors } = await start(folder, {}).ended;
    expect(status).toBe(1);
    expect(errors).toMatch(/^nothing was graded: the solution of coin fails in points-entropy: entropy\(q\) gave -/);
    expect(allMarks(marks)).toEqual([]);
  });
});

test("without a sandbox grading is refused in one line that names the package", async () => {
  const { folder } = classOf("a");
  const { status, errors } = await start(folder, { PATH: folder }).ended;
  expect(status).toBe(1);
  expect(errors).toMatch(/^grading needs bwrap .*: install Debian's package bubblewrap, or .* --unsafe\n$/);
});

test("without a sandbox on purpose, the marks and the feedback say so", async () => {
  const { folder, marks } = classOf("a");
  expect(await start(folder, { PATH: folder }, "--unsafe").ended).toMatchObject({ status: 0, errors: "" });
  expect(readFileSync(path.join(marks, "marks.csv"), "utf8")).toContain("a,3,2,1,6,6,none");
  writeFeedback(marks, path.join(folder, "feedback"));
  const page = readFileSync(path.join(folder, "feedback", "a", "coin", "coin.html"), "utf8");
  expect(page).toContain("Graded without a sandbox.");
});

test("a student's name is no path", async () => {
  const { folder } = classOf("a");
  const { status, errors } = await start(folder, {}, "--student", "../a").ended;
  expect([status, errors]).toEqual([1, "a student needs the name of a folder in submitted, got ../a\n"]);
});
