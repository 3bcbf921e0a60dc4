/** Clients that are killed: endless queries, rows that nobody reads, handles. Its argument is the server's address. */
import { connect } from "../../src/remote.ts";

const at = process.argv[2] ?? "";
const endless = "select sum(a.distance * b.distance) as s from flights a join flights b on a.tailnum <> b.tailnum";
const unread = "select a.*, b.dest as other from flights a join flights b on a.tailnum = b.tailnum";
const clients = await Promise.all([connect(at), connect(at)]);
for (const [i, client] of clients.entries()) {
  await client.openSession();
  await client.cache(client.table("flights").head(1000 + i));
  await client.sql(unread).stream()[Symbol.asyncIterator]().next();
}
// Equal queries would be run as one.
for (const [i, client] of clients.entries())
  client.sql(`${endless} where a.flight > ${-i}`).collect().catch(console.error);
console.log("at work");
