import { expect, test } from "vitest";
import { createDecoder, createHeader, encode, type Message } from "../../src/kernel/wire";

const KEY = "secret";
const header = createHeader();
const message: Message = {
  identities: [Buffer.from("client")],
  header: header("execute_request"),
  parent: undefined,
  metadata: { a: 1 },
  content: { code: "π <IDS|MSG> 😀" },
};

test("what is encoded is decoded", () => {
  const answer = { ...message, parent: header("kernel_info_request") };
  const decode = createDecoder(KEY);
  expect(decode(encode(message, KEY))).toEqual(message);
  expect(decode(encode(answer, KEY))).toEqual(answer);
});

test("a message that was changed on its way, or signed with another key, is refused", () => {
  const frames = encode(message, KEY);
  const changed = frames.map((frame, index) => (index === 6 ? Buffer.from('{"code":"evil"}') : frame));
  const short = frames.map((frame, index) => (index === 2 ? frame.subarray(0, 10) : frame));
  for (const bad of [changed, short, encode(message, "guess"), encode(message, "")]) {
    expect(() => createDecoder(KEY)(bad)).toThrow("a message has a bad signature");
  }
});

test("a message is taken once", () => {
  const decode = createDecoder(KEY);
  const frames = encode(message, KEY);
  decode(frames);
  expect(() => decode(frames)).toThrow("a message came a second time");
});

test("frames that are no message are refused", () => {
  const decode = createDecoder(KEY);
  expect(() => decode([])).toThrow("a message needs <IDS|MSG> and five frames after it");
  expect(() => decode(encode(message, KEY).slice(0, 5))).toThrow("five frames");
});

test("an empty key switches signing off, as Jupyter has it", () => {
  const decode = createDecoder("");
  const frames = encode(message, "");
  expect(decode(frames)).toEqual(decode(frames));
});
