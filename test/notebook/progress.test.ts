import { expect, test, vi } from "vitest";
import { progress } from "../../src/notebook/progress";
import { fakeTime } from "./fake-time";
import { openDoor } from "./kernel-door";

fakeTime();

test("is a bar with its label, the share and the count, and how long the rest may take", () => {
  const { texts } = openDoor();
  const { tick } = progress(40, "EM steps");
  vi.advanceTimersByTime(1000);
  tick(10);
  expect(texts()).toEqual([
    "EM steps  ░░░░░░░░░░░░░░░░░░░░░░░░  0 %  0/40",
    "EM steps  ██████░░░░░░░░░░░░░░░░░░  25 %  10/40  about 3 s left",
  ]);
});

test("leaves a line without times, so that two runs leave the same notebook", () => {
  const lastOf = (milliseconds: number) => {
    const { texts, end } = openDoor();
    const { tick } = progress(4);
    for (let step = 0; step < 3; step++) {
      vi.advanceTimersByTime(milliseconds);
      tick();
    }
    end();
    return texts().at(-1);
  };
  expect(lastOf(1000)).toBe("██████████████████░░░░░░  75 %  3/4");
  expect(lastOf(7)).toBe(lastOf(1000));
});

test("is done when it says so, also before the total is reached, and stays so", () => {
  const { texts, end } = openDoor();
  const { set, done, tick } = progress(4);
  set(2);
  done();
  tick();
  done();
  end();
  expect(texts().slice(1)).toEqual(["████████████░░░░░░░░░░░░  50 %  2/4  done"]);
});

test("beyond its total the bar is full and the count goes on", () => {
  const { texts, end } = openDoor();
  progress(4).set(5);
  end();
  expect(texts().at(-1)).toBe("████████████████████████  100 %  5/4");
});

test("outside a notebook prints one line, at the end", () => {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  const { tick, done } = progress(2, "steps");
  tick();
  tick();
  done();
  expect(log.mock.calls).toEqual([["steps  ████████████████████████  100 %  2/2  done"]]);
});

test.each([0, -1, Number.NaN, Infinity])("a total of %d is refused", (total) => {
  expect(() => progress(total)).toThrow(`progress needs a positive total, got ${total}`);
});

test("a count that is no number is refused", () => {
  openDoor();
  expect(() => progress(4).set(Number.NaN)).toThrow("progress needs a finite number of steps, got NaN");
});
