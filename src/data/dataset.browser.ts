/**
 * The bytes of a file of `datasets/`, which lie beside the script. In a worker, which may wait.
 * @throws naming the file, where it cannot be had.
 */
export function readDataFile(file: string): Uint8Array {
  const request = new XMLHttpRequest();
  request.open("GET", new URL(`datasets/${file}`, self.location.href), false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Error(`datasets/${file} cannot be loaded (${request.status})`);
  return new Uint8Array(request.response as ArrayBuffer);
}
