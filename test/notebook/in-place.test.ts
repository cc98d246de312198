import { expect, test, vi } from "vitest";
import { inPlace } from "../../src/notebook/in-place";
import { fakeTime } from "./fake-time";
import { openDoor } from "./kernel-door";

fakeTime();

/** A counter that is shown in place. */
function counter() {
  let count = 0;
  const output = inPlace(({ last }) => ({ data: { "text/plain": `${count}${last ? ", the last" : ""}` } }));
  const raise = () => {
    count += 1;
    output.changed();
  };
  return { raise, output };
}

test("is shown once and then updated, under one id that no other output has", () => {
  const { sent } = openDoor();
  const [a, b] = [counter(), counter()];
  a.raise();
  vi.advanceTimersByTime(1000);
  a.raise();
  b.raise();
  expect(sent.map(({ type }) => type)).toEqual(["display", "update", "display"]);
  const ids = sent.map(({ transient }) => transient?.display_id);
  expect(ids[0]).toEqual(expect.any(String));
  expect(ids[1]).toBe(ids[0]);
  expect(ids[2]).not.toBe(ids[0]);
});

test("is updated at most five times a second, with the newest state each time", () => {
  const { texts } = openDoor();
  const { raise } = counter();
  for (let step = 0; step < 100; step++) {
    raise();
    vi.advanceTimersByTime(10);
  }
  expect(texts()).toEqual(["1", "20", "40", "60", "80", "100"]);
});

test("is updated from a loop that never lets go of the thread, where no timer fires", () => {
  const { texts } = openDoor();
  const { raise } = counter();
  for (let step = 0; step < 100; step++) {
    raise();
    vi.setSystemTime(0);
    vi.spyOn(performance, "now").mockReturnValue(step * 100);
  }
  expect(texts().length).toBeGreaterThan(40);
});

test("shows its last state when the cell ends, and only then says that it is the last", () => {
  const { texts, end } = openDoor();
  const { raise } = counter();
  for (let step = 0; step < 7; step++) raise();
  end();
  vi.advanceTimersByTime(1000);
  expect(texts()).toEqual(["1", "7, the last"]);
});

test("that has shown its last state is not shown again until it changes", () => {
  const { texts, end } = openDoor();
  const { raise, output } = counter();
  raise();
  output.finish();
  end();
  raise();
  end();
  expect(texts()).toEqual(["1", "1, the last", "2, the last"]);
});

test("outside a notebook prints its last state alone", () => {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  const { raise, output } = counter();
  for (let step = 0; step < 7; step++) raise();
  expect(log).not.toHaveBeenCalled();
  output.finish();
  expect(log.mock.calls).toEqual([["7, the last"]]);
});

test("outside a notebook prints what was not finished when the program ends", () => {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  const before = process.listeners("exit");
  counter().raise();
  const [end] = process.listeners("exit").filter((listener) => !before.includes(listener));
  process.off("exit", end);
  end(0);
  expect(log.mock.calls).toEqual([["1, the last"]]);
});
