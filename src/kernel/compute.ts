import { setFlagsFromString } from "node:v8";
import { createCompiler } from "./compiler";
import { createExecutor } from "./executor";
import { answer } from "./handler";
import { createHandlers } from "./handlers";
import { createInput, type Question } from "./input";
import { createInterrupts, STOP } from "./interrupts";
import { say, type Word } from "./link";
import { createMailbox } from "./mailbox";
import { createModules } from "./modules";
import { captureOutputs, type Publish } from "./outputs";
import type { Header, Json } from "./wire";

/** The process that compiles and runs cells. */
function main(): void {
  // Stacks name the lines of the library's sources.
  process.setSourceMapsEnabled(true);
  // Deprecations concern the authors of packages; below a cell they would differ from Node to Node.
  process.noDeprecation = true;
  // An interrupt reaches a whole group of processes; this one has a way of its own to hear of it.
  process.on("SIGINT", () => {});

  const interrupted = new Int32Array(new SharedArrayBuffer(4));
  const mailbox = createMailbox({ interrupted, stop: STOP });
  const interrupts = createInterrupts(interrupted);
  const silent = new WeakSet<Header>();
  // A result goes out with the reply, which follows: the reader wakes once.
  const results: Word[] = [];
  const publish: Publish = (type, content, cell) => {
    if (silent.has(cell)) return;
    const word: Word = { word: "publish", type, content, cell };
    if (type === "execute_result") results.push(word);
    else say(...results.splice(0), word);
  };
  let asker: Header | undefined;
  const ask = (question: Question) => {
    const cell = outputs.cell();
    if (!cell || cell !== asker) throw new StdinNotImplementedError("nobody can be asked for input here");
    interrupts.protect(() => {
      outputs.flush();
      say({ word: "ask", cell, content: { ...question } });
    });
  };
  const { compiler, executor } = interrupts.protect(() => {
    const compiler = createCompiler();
    const tools = { interrupts, modules: createModules(process.cwd()), globals: createInput(mailbox, interrupts, ask) };
    return { compiler, executor: createExecutor(compiler, tools) };
  });
  const outputs = captureOutputs(publish, interrupts, executor);
  // Each cell leaves a compiler's program behind, which piles up unless it is collected early, and in whose place pages stay
  // half empty unless what is left on them is put together: see docs/kernel.md, "Memory".
  setFlagsFromString("--heap-growing-percent=20");
  setFlagsFromString("--optimize-for-size");
  const handlers = createHandlers({ compiler, executor, outputs, publish, interrupts });

  process.on("exit", outputs.flush);
  const onLateError = (error: unknown) => {
    const cell = outputs.cell();
    if (!cell || executor.fail(cell, error)) return;
    outputs.flush();
    publish("error", { ...executor.describe(error) }, cell);
  };
  process.on("uncaughtException", onLateError);
  process.on("unhandledRejection", onLateError);

  const handle = async (request: Header, content: Json) => {
    if (content.silent === true) silent.add(request);
    if (request.msg_type === "execute_request") asker = content.allow_stdin === true ? request : undefined;
    const reply = await answer(handlers, request, content);
    say(...results.splice(0), { word: "reply", request: request.msg_id, content: reply });
  };
  mailbox.open((delivery) => {
    if (delivery.order === "interrupt") mailbox.answer({ isRunning: executor.interrupt(delivery.cell) });
    else if (delivery.order === "end") process.exit(0);
    else void handle(delivery.request, delivery.content);
  });
}

/** Named as Jupyter's Python kernel names it. */
class StdinNotImplementedError extends Error {
  override readonly name = "StdinNotImplementedError";
}

main();
