import { fromBase64, toBase64 } from "../../core/base64.ts";
import { PolaroidError } from "../../core/error.ts";
import { text, utf8 } from "../../core/utf8.ts";
import { timeoutOf } from "../call.ts";
import { ENCODINGS, inflateOf } from "../encoding.ts";
import { framed, joined } from "../frame.ts";
import { frames, headerOf, statusFields } from "./grpc.ts";
import type { Protocol, Reader, Speech } from "./protocol.ts";

/** Set in the first byte of the frame that holds the trailers. */
export const TRAILERS = 0x80;

/** Texts of base64, one after the other, as bytes. */
function undone(reader: Reader): Reader {
  let left = "";
  const push = (chunk: Uint8Array) => {
    const all = left + text(chunk, 0, chunk.length).replace(/\s+/g, "");
    const whole = all.length & ~3;
    left = all.slice(whole);
    return all
      .slice(0, whole)
      .split(/(?<==)(?=[^=])/)
      .filter((part) => part !== "")
      .flatMap((part) => reader.push(fromBase64(part)));
  };
  return {
    push,
    end: () => {
      if (left !== "") throw new PolaroidError("INVALID_ARGUMENT", "the stream ends within a letter of base64");
      return reader.end();
    },
  };
}

/** gRPC-Web (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md): trailers are the last frame of the body. */
export const grpcWeb: Protocol = (wire, type) => {
  const found = /^application\/grpc-web(-text)?(\+proto)?$/.exec(type);
  if (found === null) return null;
  const texts = found[1] !== undefined;
  const written = (pieces: readonly Uint8Array[]): readonly Uint8Array[] =>
    texts ? [utf8(toBase64(joined(pieces)))] : pieces;
  const speech: Speech = {
    get timeout() {
      return timeoutOf(headerOf(wire, "grpc-timeout"));
    },
    streams: null,
    reader: (limit) => {
      const plain = frames(limit, inflateOf(headerOf(wire, "grpc-encoding"), limit));
      return texts ? undone(plain) : plain;
    },
    received: (_, bytes) => bytes,
    sent: (_, pieces) => written(framed(pieces)),
    headers: (call) => ({ "content-type": type, "grpc-accept-encoding": ENCODINGS, ...call.responseHeaders.raw() }),
    finish(to, call, status, started) {
      const fields = { ...call.trailers.raw(), ...statusFields(status) };
      const lines = Object.entries(fields).flatMap(([name, v]) => [v].flat().map((one) => `${name}: ${one}\r\n`));
      if (!started) to.respond(200, speech.headers(call), false);
      to.write(written(framed([utf8(lines.join(""))], TRAILERS)));
      to.end({});
    },
  };
  return speech;
};
