import { expect, test } from "vitest";
import { SCENARIOS } from "../scenarios/table.ts";
import { goTools, listening, ourServer, ran } from "./tools.ts";

const { reason, path } = goTools();
const missing = reason !== null;
// Without a name the client wants a file (data.test.ts), and Go has no exchange (pyarrow.test.ts).
const named = Object.keys(SCENARIOS).filter((name) => name !== "" && !name.startsWith("do_exchange"));

if (missing) test.skip(`needs more: ${reason}`);

test.skipIf(missing).for(named)("Arrow's Go client against our server: %s", async (name) => {
  await using server = await ourServer(name);
  const args = ["-host", "localhost", `-port=${server.port}`, "-scenario", name];
  expect(await ran(path("arrow-flight-integration-client"), args)).toMatchObject({ code: 0 });
});

test.skipIf(missing).for([...named, ""])('our client against Arrow\'s Go server: "%s"', async (name) => {
  await using server = await listening(path("arrow-flight-integration-server"), ["-port=0", "-scenario", name]);
  const load = SCENARIOS[name] as NonNullable<(typeof SCENARIOS)[string]>;
  await (await load()).scenario.ask(`grpc://localhost:${server.port}`);
});

test.for(Object.keys(SCENARIOS))('our client against our server: "%s"', async (name) => {
  await using server = await ourServer(name);
  const load = SCENARIOS[name] as NonNullable<(typeof SCENARIOS)[string]>;
  await (await load()).scenario.ask(`grpc://localhost:${server.port}`);
});
