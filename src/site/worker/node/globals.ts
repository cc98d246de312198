// What the library uses of Node's globals, in a browser.
export const process = { env: {}, once(): void {}, off(): void {} };
export const Buffer = { isBuffer: (): boolean => false };

const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
port1.onmessage = () => waiting.shift()?.();

/** After the messages that have come, and without the delay of a timer. */
export function setImmediate(callback: () => void): void {
  waiting.push(callback);
  port2.postMessage(undefined);
}
