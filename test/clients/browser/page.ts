/** What a page does with a server: each function is called by a test and gives what can be told as JSON. */
import { col, DataFrame, len, PolaroidError } from "../../../src/browser.ts";
import { FlightClient } from "../../../src/flight/browser.ts";
import { type ConnectOptions, connect, type RemoteClient } from "../../../src/remote-browser.ts";

interface Told {
  readonly code: string;
  readonly message: string;
}
/** What a call fails with. */
export async function told(call: () => Promise<unknown>): Promise<Told> {
  try {
    await call();
  } catch (error) {
    if (error instanceof PolaroidError) return { code: error.code, message: error.message };
    return { code: "", message: String(error) };
  }
  return { code: "", message: "nothing failed" };
}

const withClient = async <T>(
  url: string,
  options: ConnectOptions,
  use: (client: RemoteClient) => Promise<T>,
): Promise<T> => {
  await using client = await connect(url, { keepAlive: 0, ...options });
  return await use(client);
};

export const queries = (url: string, options: ConnectOptions): Promise<unknown> =>
  withClient(url, options, async (client) => {
    const late = await client
      .table("flights")
      .filter(col("dep_delay").gt(120))
      .groupBy("origin")
      .agg(len().alias("n"), col("distance").max().alias("far"))
      .sort("origin")
      .collect();
    const counted = await client.sql("select count(*) as n from flights where month = $1", { params: [2] }).collect();
    const names = new DataFrame({ origin: ["EWR", "JFK"], city: ["Newark", "New York"] });
    const joined = client
      .table("flights")
      .head(1000)
      .join(names, { on: "origin" })
      .select("city")
      .unique()
      .sort("city");
    return { late: late.toRecords(), counted: counted.toRecords(), joined: (await joined.collect()).toRecords() };
  });

export const streams = (url: string, options: ConnectOptions): Promise<unknown> =>
  withClient(url, options, async (client) => {
    const heights: number[] = [];
    for await (const part of client.streamCollect(client.table("flights").select("origin", "distance")))
      heights.push(part.height);
    let first = 0;
    for await (const batch of client.table("flights").stream()) {
      first = batch.length;
      break;
    }
    return { batches: heights.length, rows: heights.reduce((a, b) => a + b, 0), first, running: client.running };
  });

export const uploads = (url: string, options: ConnectOptions, name: string, chunkBytes: number): Promise<unknown> =>
  withClient(url, options, async (client) => {
    const rows = 100_000;
    const df = new DataFrame({
      id: Array.from({ length: rows }, (_, i) => i),
      v: Array.from({ length: rows }, (_, i) => i / 2),
    });
    const put = await client.putTable(name, df, { chunkBytes });
    const more = await client.putTable(name, df.head(1000), { ifExists: "append", chunkBytes });
    const objects = await client.appendRecords(name, [{ id: -1, v: 0.5 }]);
    const frame = await client.appendRecords(name, df.head(10));
    const sum = await client.table(name).select(len().alias("n"), col("v").sum().alias("v")).collect();
    const again = await told(() => client.putTable(name, df.head(1)));
    return { put, more, objects, frame, sum: sum.toRecords(), again };
  });

export const failures = (url: string, options: ConnectOptions): Promise<unknown> =>
  withClient(url, options, async (client) => ({
    column: await told(() => client.table("flights").select("pirce").collect()),
    table: await told(() => client.table("nowhere").collect()),
    syntax: await told(() => client.sql("select ümlaut frm flights").collect()),
    statement: await told(() => client.execute("delete from nowhere")),
    late: await told(() =>
      client.execute(
        "select sum(a.distance * b.distance) as s from flights a join flights b on a.tailnum <> b.tailnum",
        { timeout: 300 },
      ),
    ),
  }));

export const refused = (url: string, options: ConnectOptions): Promise<Told> =>
  told(() => withClient(url, options, (client) => client.tables()));

let stop = new AbortController();
/** A query of minutes, ended by `abort`. */
export function endless(url: string, options: ConnectOptions): Promise<Told> {
  stop = new AbortController();
  const { signal } = stop;
  const query = "select sum(a.distance * b.distance) as s from flights a join flights b on a.tailnum <> b.tailnum";
  return told(() => withClient(url, options, (client) => client.sql(query, {}).collect({ signal })));
}
export const abort = (): void => stop.abort();

/** Options of a session, which a cookie names. */
export async function session(url: string, headers: Record<string, string>): Promise<unknown> {
  await using client = new FlightClient(url, { headers, credentials: "include" });
  const faults = await client.setSessionOptions({ query_timeout: 5000n });
  return { faults, names: Object.keys(await client.getSessionOptions()), closed: await client.closeSession() };
}

export async function flight(url: string, headers: Record<string, string>): Promise<unknown> {
  await using client = new FlightClient(url, { headers });
  let rows = 0;
  let batches = 0;
  for await (const batch of client.read({ path: ["flights"] })) {
    rows += batch.length;
    batches++;
  }
  const counted: unknown[] = [];
  for await (const batch of client.read({ command: "select count(*) as n from flights" })) counted.push(batch.length);
  const actions: string[] = [];
  for await (const { type } of client.listActions()) actions.push(type);
  const tables: unknown[] = [];
  for await (const info of client.listFlights()) tables.push(info.flightDescriptor?.path[0]);
  const schema = (await client.getSchema({ path: ["flights"] })).fields.map((f) => f.name);
  const drained = async (of: AsyncIterable<unknown>): Promise<void> => {
    for await (const _ of of);
  };
  return {
    rows,
    batches,
    counted,
    actions,
    tables,
    schema: schema.length,
    absent: await told(() => client.getFlightInfo({ path: ["nowhere"] })),
    handshake: await told(() => drained(client.handshake([]))),
    put: await told(() => client.doPut({ path: ["t"] }).close()),
    exchange: await told(() => drained(client.doExchange({ path: ["t"] }).reader.messages())),
  };
}
