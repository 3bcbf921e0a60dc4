import { MessageEncoder } from "../arrow/ipc/encoder.ts";
import { frame } from "../arrow/ipc/message.ts";
import { StreamDecoder } from "../arrow/ipc/stream-decoder.ts";
import type { Schema } from "../arrow/schema.ts";
import { PolaroidError } from "../core/error.ts";
import { joined } from "../grpc/frame.ts";

/** A schema as an encapsulated IPC message, as FlightInfo and SchemaResult hold it. */
export const encodedSchema = (schema: Schema): Uint8Array => joined(frame(new MessageEncoder(schema).start()));

/** The schema of such bytes. */
export function decodedSchema(bytes: Uint8Array): Schema {
  const decoder = new StreamDecoder();
  for (const _ of decoder.push(bytes));
  if (decoder.schema === null) throw new PolaroidError("CORRUPT", "the bytes hold no Arrow schema");
  return decoder.schema;
}
