import { expect, test } from "vitest";
import { clusters } from "../../src/charts/clusters";
import { live } from "../../src/notebook/live";
import { openDoor } from "./kernel-door";

const chart = (title: string) => clusters([{ x: 1, y: 2 }], { title, description: "d", xTitle: "x", yTitle: "y" });

test("shows nothing before its first chart", () => {
  const { sent, end } = openDoor();
  live();
  end();
  expect(sent).toEqual([]);
});

test("updates are live charts without a picture; the last one has its picture", () => {
  const { sent, end } = openDoor();
  const output = live(chart("one"));
  for (const title of ["two", "three"]) output.update(chart(title));
  end();
  expect(sent.map(({ data }) => Object.keys(data))).toEqual([
    ["application/vnd.vegalite.v5+json", "text/plain"],
    ["application/vnd.vegalite.v5+json", "text/plain", "image/png"],
  ]);
  expect(sent[1].data["application/vnd.vegalite.v5+json"]).toMatchObject(chart("three"));
  expect(sent[1].data["text/plain"]).toBe("three\nd");
  expect(sent[1].metadata).toMatchObject({ "image/png": { alt: "d" } });
});
