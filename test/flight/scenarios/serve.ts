/** Arrow's test server: `node serve.ts -port=0 -scenario NAME` prints where it listens. */
import { GrpcServer } from "../../../src/flight/index.ts";
import { SCENARIOS } from "./table.ts";

const words = process.argv.slice(2).flatMap((word) => (/^--?\w+=/.test(word) ? word.split(/=(.*)/s, 2) : [word]));
const option = (name: string): string | undefined => {
  const at = words.findIndex((word) => word === `-${name}` || word === `--${name}`);
  return at < 0 ? undefined : words[at + 1];
};

const name = option("scenario") ?? "";
const load = SCENARIOS[name];
if (load === undefined) {
  console.error(`there is no scenario "${name}"; there are ${Object.keys(SCENARIOS).join(", ")}`);
  process.exit(2);
}
let port = 0;
const { services, interceptors = [] } = (await load()).scenario.serve(() => `grpc+tcp://127.0.0.1:${port}`);
const server = await GrpcServer.start(services, { interceptors, port: Number(option("port") ?? 0) });
port = server.port;
console.log(`Server listening on localhost:${port}`);
const end = (): void => void server.close().then(() => process.exit(0));
process.once("SIGTERM", end).once("SIGINT", end);
