import { request } from "node:http";
import { expect, test } from "vitest";
import { configOf } from "../../src/server/config.ts";
import { startServer } from "../../src/server/server.ts";

const ADDRESSES = ["127.0.0.1", "127.0.0.2"];

/** One call by Connect from an address; its status of HTTP and what it said. */
const post = (port: number, from: string, path: string, body: object, session = ""): Promise<[number, string]> =>
  new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "x-polaroid-session": session };
    const asked = request({ port, host: "127.0.0.1", localAddress: from, method: "POST", path, headers }, (answer) => {
      let said = "";
      answer.on("data", (d: Buffer) => {
        said += d.toString();
      });
      answer.on("end", () => resolve([answer.statusCode ?? 0, said]));
    });
    asked.on("error", reject);
    asked.end(JSON.stringify(body));
  });
const CREATE = "/polaroid.v1.DataFrameService/CreateSession";

// Only Linux has all of 127.0.0.0/8 without asking for it.
test.runIf(process.platform === "linux")("without authentication one address does not take all sessions", async () => {
  await using server = await startServer(configOf({ port: ["0"], "log-level": ["silent"], workers: ["1"] }));
  const [one, other] = ADDRESSES as [string, string];
  const made: Promise<[number, string]>[] = [];
  for (let i = 0; i < 1100; i++) {
    made.push(post(server.port, one, CREATE, {}));
    if (i % 50 === 49) await Promise.all(made);
  }
  const all = await Promise.all(made);
  expect(all.filter(([status]) => status === 200).length).toBe(1000);
  expect(all.find(([status]) => status !== 200)?.[1]).toContain("you have 1000 sessions");
  expect((await post(server.port, other, CREATE, {}))[0]).toBe(200);
  const { session } = JSON.parse(all[0]?.[1] as string) as { readonly session: string };
  expect((await post(server.port, other, "/polaroid.v1.DataFrameService/ListTables", {}, session))[0]).toBe(200);
});
