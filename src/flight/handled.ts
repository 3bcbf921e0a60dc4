import { create } from "@bufbuild/protobuf";
import type { Schema } from "../arrow/schema.ts";
import { shown } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { type ActionType, ActionTypeSchema } from "../proto/arrow/flight/protocol/flight_pb.ts";
import type { FlightMessage } from "./data.ts";
import type { ActionParts } from "./info.ts";
import { encodedSchema } from "./schema.ts";
import type { FlightStream } from "./stream.ts";

const odd = (name: string, found: unknown, needed: string): PolaroidError =>
  new PolaroidError("INTERNAL", `the handler ${name} gave ${shown(found)}; it must give ${needed}`);
const isObject = (v: unknown): v is object => typeof v === "object" && v !== null;
const isIterable = (v: unknown): boolean => isObject(v) && (Symbol.asyncIterator in v || Symbol.iterator in v);

/** A message of Protobuf, made by the function that `by` names. */
export function madeBy<T>(name: string, found: T, by: string): T {
  if (!isObject(found) || !("$typeName" in found)) throw odd(name, found, `what ${by} makes`);
  return found;
}

export function bytesOf(name: string, found: Uint8Array): Uint8Array {
  if (!(found instanceof Uint8Array)) throw odd(name, found, "bytes, a Uint8Array each");
  return found;
}

/** What a handler that streams gives, one after the other; a promise of it is waited for. */
export async function* streamed<T>(name: string, given: unknown): AsyncGenerator<T> {
  const found = await given;
  if (!isIterable(found)) throw odd(name, found, `an iterable; write it as async *${name}(...)`);
  yield* found as AsyncIterable<T>;
}

export const isStream = (v: FlightStream | AsyncIterable<FlightMessage>): v is FlightStream => "schema" in v;

/** The rows or messages of doGet. */
export function rowsOf(found: FlightStream | AsyncIterable<FlightMessage>): typeof found {
  const whole = isObject(found) && (isStream(found) ? isIterable(found.batches) : isIterable(found));
  if (!whole) throw odd("doGet", found, "{ schema, batches } or an iterable of messages");
  return found;
}

export function messageOf(name: string, found: FlightMessage): FlightMessage {
  if (!isObject(found) || !("header" in found && "body" in found))
    throw odd(name, found, "messages, made by flightMessages() or flightMessage()");
  return found;
}

/** The answer of getSchema as it travels. */
export function schemaBytes(found: Schema | Uint8Array): Uint8Array {
  if (found instanceof Uint8Array) return found;
  if (!isObject(found) || !("fields" in found)) throw odd("getSchema", found, "a schema, or the bytes of its message");
  return encodedSchema(found);
}

export function actionType(found: ActionParts): ActionType {
  if (!isObject(found) || typeof found.type !== "string")
    throw odd("listActions", found, "the type and description of each action, as texts");
  return create(ActionTypeSchema, { type: found.type, description: found.description ?? "" });
}
