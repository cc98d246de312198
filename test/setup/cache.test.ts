import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { cacheFolder, forgetFailure, inWorkshop, recallFailure, rememberFailure } from "../../src/setup/cache";
import { tempFolder } from "./temp-folder";

const DAY_MS = 24 * 60 * 60 * 1000;
let folder: string;
beforeEach(() => {
  folder = tempFolder();
});

describe("the cache of a user", () => {
  const own = os.userInfo().homedir;
  test.each([
    ["ELBO_CACHE before all", { ELBO_CACHE: "/c", XDG_CACHE_HOME: "/x", HOME: "/h" }, "linux", "/c"],
    ["an elbo folder in XDG_CACHE_HOME", { XDG_CACHE_HOME: "/x", HOME: "/h" }, "linux", "/x/elbo"],
    ["~/.cache where nothing else is said", { HOME: "/h" }, "linux", "/h/.cache/elbo"],
    ["~/Library/Caches on macOS", { XDG_CACHE_HOME: "/x", HOME: "/h" }, "darwin", "/h/Library/Caches/elbo"],
    ["~/.cache where XDG_CACHE_HOME is relative", { XDG_CACHE_HOME: "x", HOME: "/h" }, "linux", "/h/.cache/elbo"],
    ["the account's own home where HOME is empty", { HOME: "" }, "linux", `${own}/.cache/elbo`],
    ["the account's own home where HOME is not set", {}, "linux", `${own}/.cache/elbo`],
  ] as const)("is %s", (_, env, platform, expected) => {
    expect(cacheFolder(env, platform)).toBe(expected);
  });
});

describe("a failure is remembered", () => {
  const failure = { reason: "no network", tools: "a", at: 1000 };
  test("for a day", () => {
    rememberFailure(folder, failure);
    expect(recallFailure(folder, "a", 1000 + DAY_MS - 1)).toEqual(failure);
    expect(recallFailure(folder, "a", 1000 + DAY_MS)).toBeUndefined();
  });

  test("as long as the tools are the same", () => {
    rememberFailure(folder, failure);
    expect(recallFailure(folder, "b", 1001)).toBeUndefined();
  });

  test("until it is forgotten", () => {
    rememberFailure(folder, failure);
    forgetFailure(folder);
    expect(recallFailure(folder, "a", 1001)).toBeUndefined();
  });

  test("unless the note is damaged", () => {
    writeFileSync(path.join(folder, "failure.json"), "{");
    expect(recallFailure(folder, "a", 1001)).toBeUndefined();
  });
});

describe("a workshop", () => {
  test("is gone when the work is done, and when it fails", async () => {
    const seen = await inWorkshop(folder, async (workshop) => workshop);
    const failing = inWorkshop(folder, async () => {
      throw new Error("broken");
    });
    await expect(failing).rejects.toThrow("broken");
    expect(existsSync(seen)).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("sweeps what a killed set-up left behind, but not what another one works on", async () => {
    const left = path.join(folder, "unfinished-left");
    mkdirSync(left);
    utimesSync(left, new Date(0), new Date(0));
    mkdirSync(path.join(folder, "unfinished-now"));
    await inWorkshop(folder, async () => {});
    expect(readdirSync(folder)).toEqual(["unfinished-now"]);
  });
});
