import { FlightSqlClient } from "../src/flight/sql/client.ts";
import { col, DataFrame } from "../src/node.ts";
import { connect, type RemoteClient } from "../src/remote.ts";
import type { Random } from "./random.ts";

type Job = (at: string, random: Random) => Promise<unknown>;

const CARRIERS = ["UA", "B6", "EV", "DL", "AA"];
const ROUNDS = 5;

/** A client, some rounds of one thing, and goodbye. */
const client =
  (round: (client: RemoteClient, random: Random) => Promise<unknown>): Job =>
  async (at, random) => {
    await using c = await connect(`grpc://${at}`);
    for (let i = 0; i < ROUNDS; i++) await round(c, random);
  };

function wrong(found: unknown, expected: unknown): never {
  throw new Error(`the server answered ${String(found)} where ${String(expected)} is right`);
}
const table = (random: Random): string => `soak_${random.below(20)}`;
const small = (random: Random): DataFrame => {
  const n = 1 + random.below(2000);
  return new DataFrame({
    id: Array.from({ length: n }, (_, i) => i),
    v: Array.from({ length: n }, () => random.below(1000) / 10),
  });
};

/** What good clients do, at the server of host:port; what must not come is an error without a code of ours. */
export const JOBS: Readonly<Record<string, Job>> = {
  aggregate: client((c, random) =>
    c
      .table("flights")
      .filter(col("carrier").eq(random.of(CARRIERS)))
      .groupBy("origin")
      .agg(col("dep_delay").mean())
      .collect(),
  ),
  sql: client(async (c, random) => {
    const month = 1 + random.below(12);
    const { height } = await c
      .sql(`select * from flights where month = ${month} order by distance limit 100`)
      .collect();
    if (height !== 100) wrong(height, 100);
  }),
  file: client((c) => c.scanParquet("flights.parquet").select(col("distance").sum()).collect()),
  "own rows": client(async (c, random) => {
    const df = small(random);
    const out = await c.lazy(df).select(col("v").sum().alias("v")).collect();
    const expected = df.select(col("v").sum().alias("v"));
    const [found, right] = [out.toRecords()[0], expected.toRecords()[0]] as unknown as [{ v: number }, { v: number }];
    if (Math.abs(found.v - right.v) > 1e-6) wrong(found.v, right.v);
  }),
  handles: client(async (c, random) => {
    const kept = await c.cache(c.table("flights").filter(col("month").eq(1 + random.below(12))));
    await c.frame(kept.handle).head(5).collect();
    if (random.below(2) === 0) await c.drop(kept.handle);
  }),
  "give up": client(async (c, random) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), random.below(30));
    await c
      .sql("select count(*) as n from flights a join flights b on a.month = b.month and a.day = b.day", {})
      .collect({ signal: controller.signal });
  }),
  "leave early": client(async (c) => {
    for await (const part of c.table("flights").stream()) {
      if (part.length > 0) break;
    }
  }),
  "put and read": client(async (c, random) => {
    const df = small(random);
    await c.putTable(table(random), df, { ifExists: "replace" });
    await c.appendRecords(table(random), df);
  }),
  mistakes: client(async (c, random) => {
    const texts = ["select nothing from flights", "select", "select * from nowhere", "delete from flights where x"];
    await c.execute(random.of(texts));
  }),
  transaction: async (at, random) => {
    await using c = new FlightSqlClient(`grpc://${at}`);
    const name = table(random);
    await c.executeUpdate(`create table if not exists ${name} (id double, v double)`);
    const transaction = await c.beginTransaction();
    await c.executeUpdate(`insert into ${name} values (1, ${random.below(100)})`, { transaction });
    await c.executeUpdate(`update ${name} set v = v + 1 where id = 1`, { transaction });
    await c.executeUpdate(`delete from ${name} where v > 50`, { transaction });
    if (random.below(2) === 0) await c.commit(transaction);
    else await c.rollback(transaction);
  },
  prepared: async (at, random) => {
    await using c = new FlightSqlClient(`grpc://${at}`);
    let rows = 0;
    for await (const b of c.query(
      `select origin, count(*) as n from flights where month = ${1 + random.below(12)} group by origin`,
    ))
      rows += b.length;
    if (rows !== 3) wrong(rows, 3);
  },
};
