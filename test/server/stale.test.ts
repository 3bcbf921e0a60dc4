import { expect, test } from "vitest";
import { connect } from "../../src/remote.ts";
import { configOf } from "../../src/server/config.ts";
import { startServer } from "../../src/server/server.ts";

test("what is kept is given past its time while a new one is made, where that is set, and counted", async () => {
  const flags = { port: ["0"], "log-level": ["silent"], workers: ["1"], "cache-ttl": ["0s"], "cache-stale": ["1h"] };
  await using server = await startServer(configOf(flags));
  await using client = await connect(`grpc://127.0.0.1:${server.port}`);
  const rows = async (): Promise<unknown> => (await client.sql("select 1 + 1 as two").collect()).toRecords();
  const counts = async (): Promise<number[]> => {
    const text = await (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text();
    return ["hits", "stale", "misses"].map((name) =>
      Number(new RegExp(`^polaroid_cache_${name}_total (\\d+)$`, "m").exec(text)?.[1]),
    );
  };
  for (let i = 0; i < 3; i++) expect(await rows()).toEqual([{ two: 2 }]);
  expect(await counts()).toEqual([2, 2, 1]);
});
