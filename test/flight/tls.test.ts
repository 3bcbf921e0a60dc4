import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FlightClient, type GrpcServer, serveFlight } from "../../src/flight/index.ts";
import type { ChannelOptions } from "../../src/grpc/client.ts";
import { connect } from "../../src/remote.ts";
import { configOf } from "../../src/server/config.ts";
import { type PolaroidServer, startServer } from "../../src/server/server.ts";
import { certificates } from "../support/certificates.ts";

const own = certificates();
const other = certificates();
type Tls = ChannelOptions["tls"];

if (own === null || other === null) test("skipped: install openssl for certificates", ({ skip }) => skip());
else
  describe("clients by TLS", () => {
    const { ca } = own;
    const ann = own.client("ann");
    const eve = other.client("eve");
    let plain: GrpcServer;
    let tls: GrpcServer;
    let mtls: PolaroidServer;
    beforeAll(async () => {
      const handlers = { listActions: () => [] };
      plain = await serveFlight(handlers);
      tls = await serveFlight(handlers, { tls: own.server });
      const files = { "tls-cert": ["server.crt"], "tls-key": ["server.key"], "tls-ca": ["ca.crt"] };
      const flags = Object.entries(files).map(([name, [file]]) => [name, [`${own.folder}/${file}`]] as const);
      const config = { ...Object.fromEntries(flags), port: ["0"], "log-level": ["silent"], workers: ["1"] };
      mtls = await startServer(configOf(config, {}));
    });
    afterAll(() => Promise.all([plain.close(), tls.close(), mtls.close(0)]));

    const told = async (url: string, options: Tls): Promise<string> => {
      try {
        await using client = new FlightClient(url, { tls: options });
        for await (const _ of client.listActions());
        return "fine";
      } catch (error) {
        return (error as Error).message;
      }
    };

    test("an authority of one's own is trusted, by name and by address; grpc:// with tls is by TLS", async () => {
      for (const url of [`grpcs://localhost:${tls.port}`, `grpc+tls://127.0.0.1:${tls.port}`])
        expect(await told(url, { ca })).toBe("fine");
      expect(await told(`grpc://localhost:${tls.port}`, { ca: Buffer.from(ca) })).toBe("fine");
      expect(await told(`grpcs://[::1]:${tls.port}`, { ca })).toContain("ECONNREFUSED");
    });

    test.each([
      ["no authority", undefined, "give the one who did as tls: { ca } (UNABLE_TO_VERIFY_LEAF_SIGNATURE)"],
      ["another authority", { ca: other.ca }, "give the one who did as tls: { ca }"],
      [
        "another name",
        { ca, serverName: "a.example" },
        "other names (DNS:localhost, IP Address:127.0.0.1); call it by",
      ],
    ])("a server that is not believed: %s", async (_, options, text) => {
      const message = await told(`grpcs://localhost:${tls.port}`, options);
      expect(message).toMatch(/^\[UNAVAILABLE] grpcs:\/\/localhost:\d+ cannot be reached: /);
      expect(message).toContain(text);
    });

    test("a name that the certificate has may stand for the address", async () => {
      expect(await told(`grpcs://localhost:${tls.port}`, { ca, serverName: "localhost" })).toBe("fine");
    });

    test("a server that asks for certificates", async () => {
      const url = `grpcs://localhost:${mtls.port}`;
      expect(await told(url, { ca, ...ann })).toBe("fine");
      expect(await told(url, { ca })).toContain("it asks for a certificate; give yours as tls: { key, cert }");
      expect(await told(url, { ca, ...eve })).toContain("does not believe the certificate of tls: { key, cert }");
    });

    test("TLS where there is none, and none where there is", async () => {
      expect(await told(`grpcs://localhost:${plain.port}`, { ca })).toContain("it speaks no TLS, and grpc:// is right");
      expect(await told(`grpc://localhost:${tls.port}`, undefined)).toContain("where it speaks TLS, write grpc+tls://");
      // A server that answered is not asked for its TLS.
      expect(await told(`grpc://localhost:${plain.port}`, undefined)).toBe("fine");
    });

    test.each([
      [{ ca, key: ann.key }, "tls has a key alone; give both, key and cert"],
      [{ ca, cert: ann.cert }, "tls has a cert alone; give both, key and cert"],
      [{ ca, key: eve.key, cert: ann.cert }, "tls.key is not of tls.cert"],
      [
        { ca: "/etc/ca.crt" },
        "tls.ca is not in PEM; give a file's text, which begins with -----BEGIN, and not its path",
      ],
      [{ ca, key: "c2VjcmV0", cert: ann.cert }, "tls.key is not in PEM"],
      [{ ca: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" }, "tls cannot be used"],
      [{ ca, serverName: "" }, "tls.serverName"],
      [{ caa: ca } as Tls, 'tls has no option "caa"'],
      ["yes" as unknown as Tls, "what tls is given"],
    ])("options that cannot be: %#", async (options, text) => {
      const message = await told(`grpcs://localhost:${tls.port}`, options);
      expect(message).toContain("[INVALID_ARGUMENT]");
      expect(message).toContain(text);
      expect(message).not.toContain("c2VjcmV0");
    });

    test("an address that says there is no TLS is not called with it", async () => {
      for (const scheme of ["grpc+tcp", "http"])
        expect(await told(`${scheme}://localhost:${tls.port}`, { ca })).toContain("write grpc+tls://");
    });

    test("connect: the same options, the same words", async () => {
      await using client = await connect(`grpc://localhost:${mtls.port}`, { tls: { ca, ...ann } });
      expect((await client.sql("select 1 as one").collect()).toRecords()).toEqual([{ one: 1 }]);
      const retry = { attempts: 1 };
      await expect(connect(`grpcs://localhost:${mtls.port}`, { tls: { ca }, retry })).rejects.toMatchObject({
        code: "UNAVAILABLE",
        message: expect.stringContaining("give yours as tls: { key, cert }"),
      });
      await expect(connect(`grpcs://localhost:${mtls.port}`, { tls: { ca: "x" } })).rejects.toMatchObject({
        code: "INVALID_ARGUMENT",
      });
    });
  });
