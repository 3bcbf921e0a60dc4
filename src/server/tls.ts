import { createSecureContext, type SecureContextOptions } from "node:tls";
import { PolaroidError } from "../core/error.ts";
import type { Tls } from "../grpc/listen.ts";
import { fileOf, type ServerConfig } from "./config.ts";

const CERTIFICATE = /-----BEGIN (TRUSTED |X509 )?CERTIFICATE-----/;

function check(what: string, files: SecureContextOptions): void {
  try {
    createSecureContext(files);
  } catch (cause) {
    throw new PolaroidError("INVALID_ARGUMENT", `${what}: ${(cause as Error).message}`, { cause });
  }
}

/** The certificate and the key that connections are by TLS with; undefined where there are none. `INVALID_ARGUMENT` tells which file is wrong. */
export function tlsOf({ tlsCert, tlsKey, tlsCa }: ServerConfig): Tls | undefined {
  if ((tlsCert === null) !== (tlsKey === null) || (tlsCa !== null && tlsCert === null))
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      "TLS takes both --tls-cert and --tls-key, and --tls-ca only beside them; without them everything would travel in clear",
    );
  if (tlsCert === null || tlsKey === null) return undefined;
  const ca = tlsCa === null ? undefined : Buffer.from(fileOf("tlsCa", tlsCa));
  const cert = Buffer.from(fileOf("tlsCert", tlsCert));
  const key = Buffer.from(fileOf("tlsKey", tlsKey));
  check(`--tls-cert: ${tlsCert} is no certificate in PEM`, { cert });
  check(`--tls-key: ${tlsKey} is no key in PEM, or has a password`, { key });
  check(`--tls-key: ${tlsKey} is not the key of ${tlsCert}`, { cert, key });
  // OpenSSL takes anything for no certificates at all, and then nobody would be let in.
  if (ca !== undefined && !CERTIFICATE.test(ca.toString("latin1")))
    throw new PolaroidError("INVALID_ARGUMENT", `--tls-ca: ${tlsCa} is no certificate in PEM`);
  if (ca !== undefined) check(`--tls-ca: ${tlsCa} is no certificate in PEM`, { ca });
  return { cert, key, ca };
}
