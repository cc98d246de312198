import { setFlagsFromString } from "node:v8";
import { readConnection } from "./connection";
import { serveKernel } from "./kernel";
import { followParent } from "./parent";
import { bindSockets } from "./sockets";

/** The process that owns the sockets. */
async function main(connectionFile: string): Promise<number> {
  // What passes through leaves nothing to keep: room for more of it at a time would only be taken.
  setFlagsFromString("--semi-space-growth-factor=1");
  followParent();
  const sockets = await bindSockets(readConnection(connectionFile));
  const isAsked = await serveKernel(sockets);
  sockets.close();
  return isAsked ? 0 : 1;
}

void main(process.argv[2]).then(
  (status) => process.exit(status),
  (error) => {
    process.stderr.write(`elbo kernel: ${error.message}\n`);
    process.exit(1);
  },
);
