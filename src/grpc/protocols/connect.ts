import { fromBinary, fromJsonString, toBinary, toJsonString } from "@bufbuild/protobuf";
import type { Any } from "@bufbuild/protobuf/wkt";
import { toBase64 } from "../../core/base64.ts";
import { PolaroidError } from "../../core/error.ts";
import { text, utf8 } from "../../core/utf8.ts";
import { StatusSchema } from "../../proto/google/rpc/status_pb.ts";
import { ENCODINGS, inflateOf } from "../encoding.ts";
import { framed, joined } from "../frame.ts";
import type { Method } from "../method.ts";
import { type Status, type StatusName, statusName } from "../status.ts";
import type { RawHeaders } from "../wire.ts";
import { frames, headerOf } from "./grpc.ts";
import type { Answer, Protocol, Reader, Speech } from "./protocol.ts";

// The status of HTTP that each one of gRPC becomes (https://connectrpc.com/docs/protocol#error-codes).
const HTTP: Readonly<Record<StatusName, number>> = {
  OK: 200,
  CANCELLED: 499,
  UNKNOWN: 500,
  INVALID_ARGUMENT: 400,
  DEADLINE_EXCEEDED: 504,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  PERMISSION_DENIED: 403,
  RESOURCE_EXHAUSTED: 429,
  FAILED_PRECONDITION: 400,
  ABORTED: 409,
  OUT_OF_RANGE: 400,
  UNIMPLEMENTED: 501,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  DATA_LOSS: 500,
  UNAUTHENTICATED: 401,
};
/** Set in the first byte of the frame that ends a stream. */
const END = 2;

const detail = ({ typeUrl, value }: Any): object => ({
  type: typeUrl.slice(typeUrl.lastIndexOf("/") + 1),
  value: toBase64(value).replace(/=+$/, ""),
});
const said = (status: Status): object => ({
  code: statusName(status.code) === "CANCELLED" ? "canceled" : statusName(status.code).toLowerCase(),
  ...(status.message !== "" && { message: status.message }),
  ...(status.details.length > 0 && { details: fromBinary(StatusSchema, status.details).details.map(detail) }),
});

function timeout(ms: string | undefined): number | null {
  if (ms === undefined) return null;
  if (!/^\d{1,10}$/.test(ms)) throw new PolaroidError("INVALID_ARGUMENT", `connect-timeout-ms is "${ms}", no number`);
  return Number(ms);
}

const fromJson = (method: Method, bytes: Uint8Array): Uint8Array => {
  try {
    const message = fromJsonString(method.desc.input, text(bytes, 0, bytes.length), { ignoreUnknownFields: true });
    return toBinary(method.desc.input, message);
  } catch (cause) {
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `the JSON is no ${method.desc.input.typeName}: ${(cause as Error).message}`,
      {
        cause,
      },
    );
  }
};
const toJson = (method: Method, pieces: readonly Uint8Array[]): readonly Uint8Array[] => [
  utf8(
    method.output.json?.(pieces) ?? toJsonString(method.desc.output, fromBinary(method.desc.output, joined(pieces))),
  ),
];

/** The whole body is the one message. */
function wholeBody(limit: number, encoding: string | undefined): Reader {
  const inflate = inflateOf(encoding, limit);
  const chunks: Uint8Array[] = [];
  let size = 0;
  return {
    push: (chunk) => {
      size += chunk.length;
      if (size > limit)
        throw new PolaroidError("LIMIT_EXCEEDED", `a message of more than ${limit} bytes; send it in parts`);
      chunks.push(chunk);
      return [];
    },
    end: () => {
      const bytes = joined(chunks);
      return [{ flags: 0, bytes: inflate === null ? bytes : inflate(bytes) }];
    },
  };
}

const trailing = (call: Answer): RawHeaders =>
  Object.fromEntries(Object.entries(call.trailers.raw()).map(([name, v]) => [`trailer-${name}`, v]));

/** The Connect protocol (https://connectrpc.com/docs/protocol), in Protobuf or JSON. */
export const connect: Protocol = (wire, type) => {
  const found = /^application\/(connect\+)?(proto|json)$/.exec(type.replace(/;\s*charset=utf-8$/i, ""));
  if (found === null || wire.verb !== "POST") return null;
  const json = found[2] === "json";
  const streams = found[1] !== undefined;
  const encoded = (method: Method, pieces: readonly Uint8Array[]) => (json ? toJson(method, pieces) : pieces);
  const speech: Speech = {
    get timeout() {
      return timeout(headerOf(wire, "connect-timeout-ms"));
    },
    streams,
    reader: (limit) =>
      streams
        ? frames(limit, inflateOf(headerOf(wire, "connect-content-encoding"), limit))
        : wholeBody(limit, headerOf(wire, "content-encoding")),
    received: (method, bytes) => (json ? fromJson(method, bytes) : bytes),
    sent: (method, pieces) => (streams ? framed(encoded(method, pieces)) : encoded(method, pieces)),
    headers: (call) => ({
      "content-type": type,
      [streams ? "connect-accept-encoding" : "accept-encoding"]: ENCODINGS,
      ...call.responseHeaders.raw(),
      ...(!streams && trailing(call)),
    }),
    finish(to, call, status, started) {
      if (streams) {
        if (!started) to.respond(200, speech.headers(call), false);
        const metadata = Object.fromEntries(Object.entries(call.trailers.raw()).map(([n, v]) => [n, [v].flat()]));
        const end = { ...(status.code !== 0 && { error: said(status) }), metadata };
        to.write(framed([utf8(JSON.stringify(end))], END));
      } else if (!started) {
        const failed = { ...speech.headers(call), "content-type": "application/json" };
        to.respond(HTTP[statusName(status.code)], failed, false);
        to.write([utf8(JSON.stringify(said(status)))]);
      }
      to.end({});
    },
  };
  return speech;
};
