import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { PolaroidError } from "../core/error.ts";
import type { Codec } from "../grpc/method.ts";
import { type FlightDescriptor, FlightDescriptorSchema } from "../proto/arrow/flight/protocol/flight_pb.ts";

/** One message of a stream of Flight: an IPC message, or bytes of the application's, or both. */
export interface FlightMessage {
  readonly descriptor: FlightDescriptor | null;
  /** The flatbuffer of an IPC message; empty where there is none. */
  readonly header: Uint8Array;
  /** The pieces of its body, one after the other. */
  readonly body: readonly Uint8Array[];
  /** null where there is none, which is not the same as no bytes to those who sent it. */
  readonly metadata: Uint8Array | null;
}

const NOTHING = new Uint8Array(0);
export const flightMessage = (parts: Partial<FlightMessage>): FlightMessage => ({
  descriptor: null,
  header: NOTHING,
  body: [],
  metadata: null,
  ...parts,
});

// Keys of the fields, all of them bytes with a length.
const DESCRIPTOR = 0x0a;
const HEADER = 0x12;
const METADATA = 0x1a;
const BODY = [0xc2, 0x3e] as const;

const digits = (n: number): number => (n < 128 ? 1 : 1 + digits(Math.floor(n / 128)));

function encode({ descriptor, header, body, metadata }: FlightMessage): readonly Uint8Array[] {
  const named = descriptor === null ? NOTHING : toBinary(FlightDescriptorSchema, descriptor);
  const size = body.reduce((n, b) => n + b.length, 0);
  const said = metadata ?? NOTHING;
  const out = new Uint8Array(
    (descriptor === null ? 0 : 1 + digits(named.length) + named.length) +
      (header.length === 0 ? 0 : 1 + digits(header.length) + header.length) +
      (metadata === null ? 0 : 1 + digits(said.length) + said.length) +
      (size === 0 && header.length === 0 ? 0 : 2 + digits(size)),
  );
  let at = 0;
  const varint = (value: number): void => {
    let left = value;
    for (; left > 127; left = Math.floor(left / 128)) out[at++] = (left % 128) | 128;
    out[at++] = left;
  };
  const field = (key: number, bytes: Uint8Array): void => {
    out[at++] = key;
    varint(bytes.length);
    out.set(bytes, at);
    at += bytes.length;
  };
  if (descriptor !== null) field(DESCRIPTOR, named);
  if (header.length > 0) field(HEADER, header);
  if (metadata !== null) field(METADATA, said);
  if (size > 0 || header.length > 0) {
    out[at++] = BODY[0];
    out[at++] = BODY[1];
    varint(size);
  }
  return size === 0 ? [out] : [out, ...body];
}

const broken = (what: string): PolaroidError =>
  new PolaroidError("INVALID_ARGUMENT", `the bytes are no FlightData: ${what}`);

function decode(bytes: Uint8Array): FlightMessage {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1, i = 0; i < 10; i++, scale *= 128) {
      const b = bytes[at++];
      if (b === undefined) throw broken("they end within a number");
      value += (b & 127) * scale;
      if (b < 128) return value;
    }
    throw broken("a number of more than ten bytes");
  };
  let descriptor: FlightDescriptor | null = null;
  let header: Uint8Array = NOTHING;
  let metadata: Uint8Array | null = null;
  let body: Uint8Array = NOTHING;
  while (at < bytes.length) {
    const key = varint();
    const number = Math.floor(key / 8);
    const wire = key % 8;
    if (wire === 0) varint();
    else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else if (wire === 2) {
      const length = varint();
      if (length > bytes.length - at) throw broken("a field is longer than the message");
      const value = bytes.subarray(at, at + length);
      at += length;
      if (number === 1) {
        try {
          descriptor = fromBinary(FlightDescriptorSchema, value);
        } catch (cause) {
          throw broken((cause as Error).message);
        }
      } else if (number === 2) header = value;
      else if (number === 3) metadata = value;
      else if (number === 1000) body = value;
    } else throw broken(`a field of wire type ${wire}`);
  }
  if (at > bytes.length) throw broken("they end within a field");
  return { descriptor, header, body: body.length === 0 ? [] : [body], metadata };
}

/** FlightData, whose body is written as it lies in memory, and read as a view of what came. */
export const flightData: Codec<FlightMessage> = { encode, decode };
