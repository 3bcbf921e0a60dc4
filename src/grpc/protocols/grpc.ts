import { toBase64 } from "../../core/base64.ts";
import { PolaroidError } from "../../core/error.ts";
import { timeoutOf } from "../call.ts";
import { ENCODINGS, inflateOf } from "../encoding.ts";
import { FrameReader, framed, type Inflate, type Memory } from "../frame.ts";
import { percentEncoded } from "../percent.ts";
import type { Status } from "../status.ts";
import type { RawHeaders, Wire } from "../wire.ts";
import type { Protocol, Reader, Speech } from "./protocol.ts";

const first = (value: RawHeaders[string]): string | undefined =>
  value === undefined ? undefined : String(typeof value === "object" ? value[0] : value);

/** One header as text. */
export const headerOf = (wire: Wire, name: string): string | undefined => first(wire.headers[name]);

/** A status as trailers. */
export function statusFields(status: Status): Record<string, string> {
  const out: Record<string, string> = { "grpc-status": String(status.code) };
  if (status.message !== "") out["grpc-message"] = percentEncoded(status.message.slice(0, 4096));
  if (status.details.length > 0 && status.details.length < 6144)
    out["grpc-status-details-bin"] = toBase64(status.details).replace(/=+$/, "");
  return out;
}

/** Frames as gRPC has them. */
export function frames(limit: number, inflate: Inflate | null, memory?: Memory): Reader {
  const reader = new FrameReader(limit, inflate, memory);
  return {
    push: (chunk) => reader.push(chunk),
    end: () => {
      if (reader.within) throw new PolaroidError("INVALID_ARGUMENT", "the stream ends within a message");
      return [];
    },
  };
}

/** gRPC over HTTP/2 (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md). */
export const grpc: Protocol = (wire, type) => {
  if (!wire.trailing || !/^application\/grpc(\+proto)?$/.test(type)) return null;
  const speech: Speech = {
    get timeout() {
      return timeoutOf(headerOf(wire, "grpc-timeout"));
    },
    streams: null,
    reader: (limit, memory) => frames(limit, inflateOf(headerOf(wire, "grpc-encoding"), limit), memory),
    received: (_, bytes) => bytes,
    sent: (_, pieces) => framed(pieces),
    headers: (call) => ({ "content-type": type, "grpc-accept-encoding": ENCODINGS, ...call.responseHeaders.raw() }),
    finish(to, call, status, started) {
      const fields = { ...call.trailers.raw(), ...statusFields(status) };
      if (started) to.end(fields);
      else to.respond(200, { ...speech.headers(call), ...fields }, true);
    },
  };
  return speech;
};
