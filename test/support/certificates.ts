import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Pair {
  readonly key: string;
  readonly cert: string;
}
export interface Certificates {
  /** The folder of the files ca.crt, server.crt, server.key, NAME.crt, NAME.key. */
  readonly folder: string;
  readonly ca: string;
  readonly server: Pair;
  client(name: string): Pair;
}

const openssl = (folder: string, ...args: readonly string[]): void =>
  void execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });

/** An authority of the test's own, and what it signs; null where there is no openssl. */
export function certificates(): Certificates | null {
  const folder = mkdtempSync(join(tmpdir(), "polaroid-tls-"));
  const read = (name: string): string => readFileSync(join(folder, name), "utf8");
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  try {
    openssl(
      folder,
      "req",
      "-x509",
      ...key,
      "-keyout",
      "ca.key",
      "-out",
      "ca.crt",
      "-days",
      "2",
      "-subj",
      "/CN=test authority",
    );
  } catch {
    return null;
  }
  const signed = (name: string, extensions: string): Pair => {
    openssl(folder, "req", ...key, "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", `/CN=${name}`);
    writeFileSync(join(folder, `${name}.ext`), extensions);
    const by = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", `${name}.ext`];
    openssl(folder, "x509", "-req", "-in", `${name}.csr`, ...by, "-out", `${name}.crt`);
    return { key: read(`${name}.key`), cert: read(`${name}.crt`) };
  };
  return {
    folder,
    ca: read("ca.crt"),
    server: signed("server", "subjectAltName=DNS:localhost,IP:127.0.0.1"),
    client: (name) => signed(name, "extendedKeyUsage=clientAuth"),
  };
}
