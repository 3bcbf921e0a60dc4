/** node connect.ts PORT COUNT: opens so many connections, calls once on each, says so and holds them. */
import { FlightClient } from "../../src/flight/index.ts";

const [port, count] = process.argv.slice(2).map(Number) as [number, number];
const ABREAST = 100;
const clients: FlightClient[] = [];
let next = 0;
let answered = 0;

async function open(): Promise<void> {
  while (next++ < count) {
    const client = new FlightClient(`grpc://127.0.0.1:${port}`, { connectTimeout: 60_000 });
    clients.push(client);
    for await (const _ of client.doAction("echo", "x")) answered++;
  }
}
await Promise.all(Array.from({ length: ABREAST }, open));
console.log(`${answered} answered`);
setInterval(() => clients.length, 60_000);
