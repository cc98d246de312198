import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { grade } from "../../src/homework/grade";
import { readHomework } from "../../src/homework/homework";
import { readMarks } from "../../src/homework/marks";
import { ALLOWANCE } from "../../src/homework/sandbox";
import { answered, classIn } from "./class";
import { cell, notebook } from "./fixture";
import { describeSandboxed } from "./sandboxed";

/** What a submission tries instead of doubling a number, and what its exercise then says. */
interface Attack {
  readonly code: string;
  readonly says: RegExp;
}

const KILLED = /process ended/;

/** Each is the body of the function of an exercise of its own. */
const ATTACKS: Readonly<Record<string, Attack>> = {
  "loops without end": { code: "while (true);", says: /it took longer than 5 s/ },
  "waits without end": { code: "return new Promise<number>(() => {});", says: /it took longer than 5 s/ },
  "prints without end": {
    code: 'for (;;) { console.log("x".repeat(1e5)); await 1; }',
    says: /it printed too much|it took longer than 5 s/,
  },
  "changes what it shows without end": {
    code: [
      'const door = (globalThis as any)[Symbol.for("elbo.display")];',
      'const shown = { data: {}, transient: { display_id: "x" } };',
      "for (let i = 0; ; i++) { if (i < 5e4) door.display(shown); else door.update(shown); }",
    ].join("\n"),
    says: /it printed too much|it took longer than 5 s/,
  },
  "forges an answer": {
    code: [
      'const { writeSync } = require("node:fs");',
      'const forged = { question: "any", value: 2 * x };',
      'const content = { data: { "application/vnd.elbo.answer+json": forged }, metadata: {} };',
      'for (const type of ["execute_result", "display_data"])',
      '  writeSync(3, "\\n" + JSON.stringify({ word: "publish", type, content, cell: {} }) + "\\n");',
      "return 0;",
    ].join("\n"),
    says: /gave 0/,
  },
  "says what no kernel says": {
    code: 'require("node:fs").writeSync(3, "\\n" + "[".repeat(1e5) + "\\nnull\\n{}\\n7\\n"); return 0;',
    says: /./,
  },
  "fills the heap": {
    code: "const kept: number[][] = []; for (;;) kept.push(new Array(1e6).fill(x));",
    says: /process ended|too much memory|it took longer than 5 s/,
  },
  "fills typed arrays": {
    code: "const kept: Float64Array[] = []; for (;;) kept.push(new Float64Array(1e7).fill(x));",
    says: /too much memory|allocation failed|process ended|it took longer than 5 s/i,
  },
  "forks without end": {
    code: [
      'const { spawn } = require("node:child_process");',
      'for (;;) { spawn(process.execPath, ["-e", "setInterval(() => 0, 1e3)"]).on("error", () => {}); await 1; }',
    ].join("\n"),
    says: /it took longer than 5 s|too much memory|process ended|EAGAIN/,
  },
  "fills the disk": {
    code: [
      'const { appendFileSync } = require("node:fs");',
      'for (let i = 0; ; i++) appendFileSync(process.env.HOME + "/" + (i >> 4), "x".repeat(1e6));',
    ].join("\n"),
    says: /ENOSPC|EFBIG/,
  },
  "fills the grader's disk": {
    code: [
      'const { appendFileSync, readdirSync } = require("node:fs");',
      'const [own] = readdirSync("/tmp").filter((name: string) => name.startsWith("elbo-"));',
      'for (let i = 0; ; i++) { appendFileSync(["/tmp", own, i].join("/"), "x".repeat(1e6)); await 1; }',
    ].join("\n"),
    says: /EACCES|it wrote beside its sockets/,
  },
  "exits with success": { code: "process.exit(0);", says: KILLED },
  "kills its parent": { code: 'process.kill(process.ppid, "SIGKILL"); for (;;) await 1;', says: KILLED },
  "kills all it can": { code: 'process.kill(-1, "SIGKILL"); for (;;) await 1;', says: KILLED },
  "prints a forged grade": { code: 'console.log("2/2 points"); return score(2, () => {});', says: /gave 2|gave 0/ },
  "answers with no number": { code: "return NaN;", says: /gave NaN/ },
  "answers with infinity": { code: "return Infinity;", says: /gave Infinity/ },
  "answers with a text": { code: 'return "6" as never;', says: /the answer is one finite number/ },
  "answers with what is a number for a moment": {
    code: "return { valueOf: () => 2 * x } as never;",
    says: /a value is a function/,
  },
  "answers without end": {
    code: "let deep: unknown = x; for (let i = 0; i < 1e5; i++) deep = [deep]; return deep as never;",
    says: /nested more than 50 deep/,
  },
  "answers with a gigabyte": { code: "return new Array(2e7).fill(0.123456789) as never;", says: /./ },
  "throws a right answer": { code: "throw 2 * x;", says: /./ },
};
const NAMES = Object.keys(ATTACKS);

/** A homework in which each exercise asks for the double of a number, by a function of its own. */
const DOUBLES = notebook(
  cell("imports", "locked", 'import { score } from "elbo";'),
  ...[...NAMES, "last"].flatMap((_, i) => [
    cell(
      `answer-${i}`,
      "answer",
      `async function double${i}(x: number): Promise<number> {\n  // BEGIN SOLUTION\n  return 2 * x;\n  // END SOLUTION\n}`,
    ),
    cell(
      `points-${i}`,
      { points: 2 },
      [
        "// BEGIN HIDDEN TESTS",
        "await score(2, async (ask) => {",
        `  ask({ call: "double(x)", got: await double${i}(secretDraw), expected: 2 * secretDraw, tolerance: 1e-9 });`,
        "});",
        "// END HIDDEN TESTS",
      ].join("\n"),
    ),
  ]),
  cell("hidden", "locked", "// BEGIN HIDDEN TESTS\nconst secretDraw = 1 + Math.random();\n// END HIDDEN TESTS"),
);

const double = (i: number, body: string) => `async function double${i}(x: number): Promise<number> {\n${body}\n}`;
/** The doubles are right, and before them something is done to the kernel. */
const after = (deed: string) =>
  Object.fromEntries(
    [...NAMES, "last"].map((_, i) => [`answer-${i}`, `${i === 0 ? deed : ""}\n${double(i, "return 2 * x;")}`]),
  );

describeSandboxed("a hostile submission", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "elbo-hostile-"));
  const school = classIn(folder, DOUBLES, "doubles");
  const witness = path.join(folder, "witness");
  let server: Server;
  let connections = 0;
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 100);

  beforeAll(async () => {
    server = createServer(() => void connections++).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    const attacks = NAMES.map((name, i) => [`answer-${i}`, double(i, ATTACKS[name].code)]);
    school.handIn(
      "attacker",
      answered(
        { ...Object.fromEntries(attacks), [`answer-${NAMES.length}`]: double(NAMES.length, "return 2 * x;") },
        DOUBLES,
      ),
    );
    school.handIn("honest", answered(after(""), DOUBLES));
    school.handIn(
      "patcher",
      answered(
        {
          ...Object.fromEntries(NAMES.map((_, i) => [`answer-${i}`, double(i, "return 1;")])),
          "answer-0": `${PATCHES}\n${double(0, "return 1;")}`,
        },
        DOUBLES,
      ),
    );
    school.handIn(
      "spy",
      answered(
        { "answer-0": double(0, spying({ port, witness, file: school.file, submitted: school.submitted })) },
        DOUBLES,
      ),
    );
    const options = {
      jobs: 2,
      cellSeconds: 5,
      wholeSeconds: 280,
      allowance: { ...ALLOWANCE, memoryBytes: 1.5e9, processes: 100 },
    };
    process.env.ELBO_TEST_SECRET = "token";
    const faults = await grade(readHomework(school.file), {
      ...options,
      submitted: school.submitted,
      out: school.marks,
    });
    expect(faults).toEqual([]);
  }, 400_000);
  afterAll(() => {
    clearInterval(timer);
    server.close();
    rmSync(folder, { recursive: true });
  });
  const exercise = (student: string, i: number) => readMarks(school.marks, student)?.exercises[i];

  test.each(NAMES)("that %s earns nothing for it", (name) => {
    const { earned, failure } = exercise("attacker", NAMES.indexOf(name)) ?? {};
    expect(failure).toMatch(ATTACKS[name].says);
    expect(earned).toBe(0);
  });

  test("keeps the points of what it does right, even after all that", () => {
    expect(exercise("attacker", NAMES.length)).toMatchObject({ earned: 2 });
  });

  test("leaves the marks of others alone", () => {
    expect(readMarks(school.marks, "honest")?.earned).toBe(2 * (NAMES.length + 1));
  });

  test("that patches what the grader might use earns nothing by it", () => {
    expect(readMarks(school.marks, "patcher")?.earned).toBe(0);
  });

  test("does not take the grader's memory", () => {
    expect(peak).toBeLessThan(1.5e9);
  });

  test("sees no homework, no other submission, no network, no other process, no secret, and writes nothing that lasts", () => {
    const seen = JSON.parse(exercise("spy", 0)?.failure ?? "{}");
    expect(seen).toEqual({
      homework: "ENOENT",
      tests: "ENOENT",
      submissions: "ENOENT",
      passwords: "ENOENT",
      temporary: 1,
      library: "EROFS",
      packages: "EROFS",
      outside: "EROFS",
      network: expect.stringMatching(/ECONNREFUSED|ENETUNREACH/),
      interfaces: 0,
      shell: "ENOENT",
      processes: expect.any(Number),
      grader: "ESRCH",
      secret: false,
      user: 65534,
    });
    expect(seen.processes).toBeLessThan(6);
    expect(connections).toBe(0);
    expect(existsSync(witness)).toBe(false);
  });
});

const PATCHES = `
const two = () => 2;
Math.random = two; Math.abs = () => 0; JSON.stringify = () => '{"value":2}'; JSON.parse = () => [2];
Number.isFinite = () => true; Array.from = () => [2] as never[]; Object.entries = () => [];
for (const name of ["map", "reduce", "every", "find", "push"] as const) Array.prototype[name] = two as never;
Object.defineProperty(Object.prototype, "earned", { value: 100 });`;

interface Targets {
  readonly port: number;
  readonly witness: string;
  readonly file: string;
  readonly submitted: string;
}

/** Throws what it has seen, which is the only way out for it. */
function spying({ port, witness, file, submitted }: Targets): string {
  const root = path.join(__dirname, "..", "..");
  return `
  const fs = require("node:fs"), net = require("node:net"), os = require("node:os"), child = require("node:child_process");
  const code = (deed: () => unknown) => { try { deed(); return "done"; } catch (error) { return (error as { code: string }).code; } };
  const network = await new Promise((resolve) => net.connect(${port}, "127.0.0.1")
    .on("error", (error: { code: string }) => resolve(error.code)).on("connect", () => resolve("connected")));
  throw new Error(JSON.stringify({
    homework: code(() => fs.readFileSync(${JSON.stringify(file)})),
    tests: code(() => fs.readdirSync(${JSON.stringify(path.join(root, "test"))})),
    submissions: code(() => fs.readdirSync(${JSON.stringify(submitted)})),
    passwords: code(() => fs.readFileSync("/etc/passwd")),
    temporary: fs.readdirSync(${JSON.stringify(tmpdir())}).filter((name: string) => name.startsWith("elbo-")).length,
    library: code(() => fs.writeFileSync(${JSON.stringify(path.join(root, "dist", "witness"))}, "")),
    packages: code(() => fs.writeFileSync(${JSON.stringify(path.join(root, "node_modules", "witness"))}, "")),
    outside: code(() => fs.mkdirSync("/outside")),
    network,
    interfaces: Object.values(os.networkInterfaces()).flat().filter((one: any) => !one.internal).length,
    shell: child.spawnSync("/bin/sh", ["-c", "touch ${witness}"]).error?.code,
    processes: fs.readdirSync("/proc").filter((name: string) => /^[0-9]+$/.test(name)).length,
    grader: code(() => process.kill(${process.pid}, 0)),
    secret: "ELBO_TEST_SECRET" in process.env,
    user: process.getuid!(),
  }));`;
}
