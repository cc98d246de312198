import { expect, test } from "vitest";
import { run } from "../../src/setup/run";

const node = (script: string, signal?: AbortSignal) => run(process.execPath, ["-e", script], { signal });

test("what a command prints is kept, not shown", async () => {
  const outcome = await node("console.log('said'); console.error('complained')");
  expect(outcome).toMatchObject({ ok: true, stdout: "said\n", stderr: "complained\n" });
});

test("the complaint of a failing command is its last line on stderr", async () => {
  expect(await node("console.error('first'); console.error('last'); process.exit(3)")).toMatchObject({
    ok: false,
    complaint: "last",
  });
});

test("the complaint of a silent command is its status, of a killed one its signal", async () => {
  expect((await node("process.exit(3)")).complaint).toBe("status 3");
  expect((await node("process.kill(process.pid, 'SIGSEGV')")).complaint).toBe("ended by SIGSEGV");
});

test("an abort ends the command and its children, and rejects with the reason", async () => {
  const controller = new AbortController();
  // The grandchild keeps the pipe open: without its end the promise would stay pending.
  const grandchild = `require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" })`;
  const running = node(grandchild, controller.signal);
  setTimeout(() => controller.abort(new Error("enough")), 300);
  await expect(running).rejects.toThrow("enough");
});

test("a program that does not exist is an error", async () => {
  await expect(run("/nowhere/at/all", [])).rejects.toThrow("ENOENT");
});
