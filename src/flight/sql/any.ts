import {
  createRegistry,
  type DescMessage,
  fromBinary,
  type Message,
  type MessageShape,
  type Registry,
  toBinary,
} from "@bufbuild/protobuf";
import { type Any, AnySchema, anyPack, anyUnpack } from "@bufbuild/protobuf/wkt";
import { PolaroidError } from "../../core/error.ts";
import { messageCodec } from "../../grpc/method.ts";
import { file_arrow_flight_protocol_sql_flight_sql as file } from "../../proto/arrow/flight/protocol/sql/flight_sql_pb.ts";

const PACKAGE = "arrow.flight.protocol.sql.";
const REGISTRY: Registry = createRegistry(file);

/** The bytes of a google.protobuf.Any that holds a message. */
export const packed = <D extends DescMessage>(desc: D, message: MessageShape<D>): Uint8Array =>
  toBinary(AnySchema, anyPack(desc, message));

function anyOf(bytes: Uint8Array): Any | null {
  try {
    return fromBinary(AnySchema, bytes);
  } catch {
    return null;
  }
}

/**
 * The command of Flight SQL that bytes hold; null where they are something else's.
 * One that the specification does not know is `NOT_SUPPORTED`, one whose bytes are broken `INVALID_ARGUMENT`.
 */
export function commandIn(bytes: Uint8Array): Message | null {
  const any = anyOf(bytes);
  const name = any?.typeUrl.slice(any.typeUrl.lastIndexOf("/") + 1) ?? "";
  if (any === null || !name.startsWith(PACKAGE)) return null;
  let found: Message | undefined;
  try {
    found = anyUnpack(any, REGISTRY);
  } catch (cause) {
    throw new PolaroidError("INVALID_ARGUMENT", `the bytes are no ${name}: ${(cause as Error).message}`, { cause });
  }
  if (found === undefined) throw new PolaroidError("NOT_SUPPORTED", `Flight SQL has no command ${name}`);
  return found;
}

/** The message that an Any holds; `INVALID_ARGUMENT` where it is another one or none. */
export function unpacked<D extends DescMessage>(desc: D, bytes: Uint8Array): MessageShape<D> {
  const any = anyOf(bytes);
  const name = any?.typeUrl.slice(any.typeUrl.lastIndexOf("/") + 1);
  if (any === null || name !== desc.typeName)
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `a google.protobuf.Any with ${desc.typeName} is expected, not ${any === null || name === "" ? "these bytes" : name}`,
    );
  return messageCodec(desc).decode(any.value);
}
