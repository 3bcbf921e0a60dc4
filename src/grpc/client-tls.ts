import { X509Certificate } from "node:crypto";
import { createSecureContext, type SecureContext } from "node:tls";
import { badArgument, checkOptions } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { targetOf } from "./transport.ts";

/** How a client goes about TLS; texts are PEM. */
export interface ClientTls {
  /** Certificates that are trusted in place of the system's. */
  readonly ca?: string | Uint8Array;
  /** Our own certificate and its key, where the server asks for one. */
  readonly key?: string | Uint8Array;
  readonly cert?: string | Uint8Array;
  /** The name that the server's certificate must have, where it is not the address. */
  readonly serverName?: string;
}
const NAMES: Readonly<Record<keyof ClientTls, unknown>> = { ca: null, key: null, cert: null, serverName: null };
const PLAIN = /^(grpc\+tcp|http):/;

const invalid = (text: string, cause?: unknown): PolaroidError =>
  new PolaroidError("INVALID_ARGUMENT", text, { cause });

function pem(name: "ca" | "key" | "cert", given: unknown): string | undefined {
  if (given === undefined) return undefined;
  const text = typeof given === "string" ? given : given instanceof Uint8Array ? Buffer.from(given).toString() : "";
  if (!/-----BEGIN [A-Z ]+-----/.test(text))
    throw invalid(`tls.${name} is not in PEM; give a file's text, which begins with -----BEGIN, and not its path`);
  return text;
}

/** What a connection by TLS needs; null for one without. With `tls`, `grpc://` is by TLS, too. */
export function secureOf(
  url: string,
  tls: ClientTls | undefined,
): { readonly secureContext?: SecureContext; readonly servername?: string } | null {
  const { secure } = targetOf(url);
  if (tls === undefined) return secure ? {} : null;
  checkOptions("tls", NAMES, tls);
  if (PLAIN.test(url)) throw invalid(`tls is given for ${url}, which says that there is none; write grpc+tls://`);
  const [ca, key, cert] = [pem("ca", tls.ca), pem("key", tls.key), pem("cert", tls.cert)];
  if ((key === undefined) !== (cert === undefined))
    throw invalid(`tls has a ${key === undefined ? "cert" : "key"} alone; give both, key and cert`);
  const { serverName } = tls;
  if (serverName !== undefined && (typeof serverName !== "string" || serverName === ""))
    throw badArgument("tls.serverName", serverName, "the name of a host");
  try {
    // Certificates to trust that are none would be passed over.
    if (ca !== undefined) new X509Certificate(ca);
    const secureContext = createSecureContext({
      ...(ca !== undefined && { ca }),
      ...(key !== undefined && cert !== undefined && { key, cert }),
    });
    return { secureContext, ...(serverName !== undefined && { servername: serverName }) };
  } catch (cause) {
    const what =
      (cause as { code?: string }).code === "ERR_OSSL_X509_KEY_VALUES_MISMATCH"
        ? "tls.key is not of tls.cert"
        : "tls cannot be used";
    throw invalid(`${what}: ${(cause as Error).message}`, cause);
  }
}

const UNTRUSTED = "nobody who signed its certificate is trusted here; give the one who did as tls: { ca }";
/** What to do about the errors of TLS. */
const TELLING: Readonly<Record<string, string>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  CERT_SIGNATURE_FAILURE: UNTRUSTED,
  CERT_HAS_EXPIRED: "its certificate has expired; the server needs a new one",
  CERT_NOT_YET_VALID: "its certificate is not valid yet; look at both clocks",
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: "it asks for a certificate; give yours as tls: { key, cert }",
};

interface Fault {
  readonly code?: string;
  readonly message: string;
  readonly cause?: unknown;
  readonly cert?: { readonly subjectaltname?: string };
}
/** A stream that ends with its connection tells that alone; why lies beneath. */
export function rootOf(cause: unknown): Fault {
  const { code, cause: beneath } = cause as Fault;
  return code === "ERR_HTTP2_STREAM_CANCEL" && beneath instanceof Error ? rootOf(beneath) : (cause as Fault);
}

/** Why a server was not reached, and what to do. */
export function whyNot(cause: unknown, secure: boolean, heard: boolean): string {
  const { code = "", message, cert } = rootOf(cause);
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID")
    return `its certificate is of other names (${cert?.subjectaltname ?? "none"}); call it by one of them, or name one as tls: { serverName } (${code})`;
  const known = TELLING[code];
  if (known !== undefined) return `${known} (${code})`;
  const said = code === "" ? message : code;
  if (heard || code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "ETIMEDOUT") return said;
  return secure
    ? `${said}; either it speaks no TLS, and grpc:// is right, or it does not believe the certificate of tls: { key, cert }`
    : `${said}; where it speaks TLS, write grpc+tls://`;
}
