import { create } from "@bufbuild/protobuf";
import { PolaroidError } from "../core/error.ts";
import { utf8 } from "../core/utf8.ts";
import {
  type FlightDescriptor,
  FlightDescriptorSchema,
  FlightDescriptor_DescriptorType as Kind,
} from "../proto/arrow/flight/protocol/flight_pb.ts";

/** What rows are asked for or brought: a path of names, or a command in bytes or text. */
export type Descriptor =
  | FlightDescriptor
  | { readonly path: readonly string[] }
  | { readonly command: Uint8Array | string };

/** Text as its bytes. */
export const bytesOf = (value: Uint8Array | string): Uint8Array => (typeof value === "string" ? utf8(value) : value);

/**
 * A descriptor as it travels; anything else is `INVALID_ARGUMENT`.
 * @example
 * descriptorOf({ path: ["quotes"] });
 * descriptorOf({ command: "select 1" });
 */
export function descriptorOf(wish: Descriptor): FlightDescriptor {
  if (typeof wish === "object" && wish !== null) {
    if ("$typeName" in wish) return wish;
    if ("path" in wish && Array.isArray(wish.path) && wish.path.every((part) => typeof part === "string"))
      return create(FlightDescriptorSchema, { type: Kind.PATH, path: [...wish.path] });
    if ("command" in wish && (typeof wish.command === "string" || wish.command instanceof Uint8Array))
      return create(FlightDescriptorSchema, { type: Kind.CMD, cmd: bytesOf(wish.command) });
  }
  throw new PolaroidError("INVALID_ARGUMENT", 'a descriptor is { path: ["name"] } or { command: "text or bytes" }');
}
