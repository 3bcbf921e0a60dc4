import { connect } from "node:http2";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveFlight } from "../../src/flight/index.ts";

const SERVICE = "/arrow.flight.protocol.FlightService/";
let server: Awaited<ReturnType<typeof serveFlight>>;
beforeAll(async () => {
  server = await serveFlight({});
});
afterAll(() => server.close());

const post = (path: string, headers: Record<string, string>, method = "POST", body = "{}") =>
  fetch(`http://127.0.0.1:${server.port}${path}`, { method, headers, ...(method === "POST" && { body }) });
const grpc = (path: string, headers: Record<string, string>): Promise<Record<string, unknown>> =>
  new Promise((resolve, reject) => {
    const client = connect(`http://127.0.0.1:${server.port}`);
    client.on("error", reject);
    const stream = client.request({ ":method": "POST", ":path": path, te: "trailers", ...headers });
    stream.on("error", reject);
    stream.on("response", (fields) => {
      client.close();
      resolve({ ...fields });
    });
    stream.resume();
    stream.end();
  });

describe("what fails before a method is reached is answered by the protocol of its caller", () => {
  test.each([
    [
      "a time that is none",
      "GetSchema",
      { "connect-timeout-ms": "soon" },
      400,
      "invalid_argument",
      "connect-timeout-ms",
    ],
    ["an unknown method", "Nothing", {}, 501, "unimplemented", "no method"],
    ["an unknown encoding", "GetSchema", { "content-encoding": "zzz" }, 501, "unimplemented", "identity,gzip,deflate"],
    ["what is no JSON", "GetSchema", {}, 400, "invalid_argument", "JSON"],
  ])("Connect: %s", async (what, method, headers, status, code, message) => {
    const type = { "content-type": "application/json" };
    const answer = await post(SERVICE + method, { ...type, ...headers }, "POST", what.includes("JSON") ? "{" : "{}");
    expect([answer.status, answer.headers.get("content-type")]).toEqual([status, "application/json"]);
    expect(await answer.json()).toMatchObject({ code, message: expect.stringContaining(message) });
  });
  test("a stream of Connect ends with the error", async () => {
    const headers = { "content-type": "application/connect+json", "connect-timeout-ms": "soon" };
    const answer = await post(`${SERVICE}DoGet`, headers);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/connect+json"]);
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(bytes[0]).toBe(2);
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(5)))).toMatchObject({
      error: { code: "invalid_argument" },
    });
  });
  test("gRPC-Web has it in the frame of its trailers", async () => {
    const headers = { "content-type": "application/grpc-web+proto", "grpc-timeout": "soon" };
    const answer = await post(`${SERVICE}GetSchema`, headers);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("grpc-status: 3");
  });
  test.each([
    ["GetSchema", { "grpc-timeout": "soon" }, "3"],
    ["Nothing", {}, "12"],
  ])("gRPC has it in its only headers: %s %j", async (method, headers, status) => {
    const answer = await grpc(SERVICE + method, { "content-type": "application/grpc", ...headers });
    expect(answer).toMatchObject({ ":status": 200, "content-type": "application/grpc", "grpc-status": status });
  });
  test("other types of content are told which ones are taken", async () => {
    for (const type of ["text/html", "application/grpc+json", "application/connect+proto"]) {
      const answer = await post(`${SERVICE}GetSchema`, { "content-type": type });
      expect([type, answer.status]).toEqual([type, 415]);
      expect(answer.headers.get("accept-post")).toContain("application/proto, application/json");
    }
    const stream = await post(`${SERVICE}DoGet`, { "content-type": "application/json" });
    expect([stream.status, stream.headers.get("accept-post")]).toEqual([415, expect.stringContaining("connect+json")]);
    const read = await post(`${SERVICE}GetSchema`, {}, "GET");
    expect([read.status, read.headers.get("allow")]).toEqual([405, "POST"]);
    expect((await post("/nowhere", {})).status).toBe(404);
  });
});
