import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { configOf } from "../../src/server/config.ts";
import { tlsOf } from "../../src/server/tls.ts";
import { certificates } from "../support/certificates.ts";
import { codeOf } from "../support/code-of.ts";

const made = certificates();

describe.runIf(made !== null)("files of TLS", () => {
  const at = (name: string): string => join(made?.folder as string, name);
  it("are read", () => {
    const tls = tlsOf(
      configOf({ "tls-cert": [at("server.crt")], "tls-key": [at("server.key")], "tls-ca": [at("ca.crt")] }),
    );
    expect(Buffer.from(tls?.key as Uint8Array).toString()).toBe(made?.server.key);
    expect(tlsOf(configOf())).toBe(undefined);
  });

  it.each([
    ["server.key", "server.key", "ca.crt", "server.key is no certificate in PEM"],
    ["server.crt", "server.crt", "ca.crt", "server.crt is no key in PEM"],
    ["server.crt", "ca.key", "ca.crt", "ca.key is not the key of"],
    ["server.crt", "server.key", "server.key", "server.key is no certificate in PEM"],
    ["server.crt", "server.key", "junk", "junk is no certificate in PEM"],
    ["junk", "junk", "ca.crt", "--tls-cert"],
  ])("that are wrong are told: %s %s %s", (cert, key, ca, message) => {
    writeFileSync(at("junk"), "no PEM\n");
    const config = configOf({ "tls-cert": [at(cert)], "tls-key": [at(key)], "tls-ca": [at(ca)] });
    expect(() => tlsOf(config)).toThrow(message);
    expect(codeOf(() => tlsOf(config))).toBe("INVALID_ARGUMENT");
  });
});
