import { afterEach, beforeEach, vi } from "vitest";

/** In every test of a file, time goes by only where the test says so. */
export function fakeTime(): void {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });
}
