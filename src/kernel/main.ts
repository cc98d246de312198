import { readConnection } from "./connection";
import { serveKernel } from "./kernel";
import { followParent } from "./parent";
import { bindSockets } from "./sockets";

async function main(connectionFile: string): Promise<void> {
  followParent();
  // Stacks name the lines of the library's sources.
  process.setSourceMapsEnabled(true);
  // Deprecations concern the authors of packages; below a cell they would differ from Node to Node.
  process.noDeprecation = true;
  const sockets = await bindSockets(readConnection(connectionFile));
  await serveKernel(sockets);
  sockets.close();
}

void main(process.argv[2]).then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`elbo kernel: ${error.message}\n`);
    process.exit(1);
  },
);
