import { create } from "@bufbuild/protobuf";
import { PolaroidError } from "../core/error.ts";
import {
  SetSessionOptionsResult_ErrorValue as Fault,
  type SessionOptionValue,
  SessionOptionValueSchema,
} from "../proto/arrow/flight/protocol/flight_pb.ts";

/** What an option of a session holds: bigint travels as int64, number as double; null erases it. */
export type SessionValue = string | boolean | bigint | number | readonly string[] | null;
/** Why an option was not set. */
export type SessionFault = "INVALID_NAME" | "INVALID_VALUE" | "ERROR";

const FAULTS: Readonly<Record<number, SessionFault>> = {
  [Fault.INVALID_NAME]: "INVALID_NAME",
  [Fault.INVALID_VALUE]: "INVALID_VALUE",
};
export const faultOf = (value: number): SessionFault => FAULTS[value] ?? "ERROR";
/** A fault as it travels. */
export const FAULT: Readonly<Record<SessionFault, Fault>> = {
  INVALID_NAME: Fault.INVALID_NAME,
  INVALID_VALUE: Fault.INVALID_VALUE,
  ERROR: Fault.ERROR,
};

type Option = SessionOptionValue["optionValue"];

function optionOf(name: string, value: SessionValue): Option {
  if (value === null) return { case: undefined };
  if (typeof value === "string") return { case: "stringValue", value };
  if (typeof value === "boolean") return { case: "boolValue", value };
  if (typeof value === "number") return { case: "doubleValue", value };
  if (typeof value === "bigint" && BigInt.asIntN(64, value) === value) return { case: "int64Value", value };
  if (Array.isArray(value) && value.every((v) => typeof v === "string"))
    return { case: "stringListValue", value: { values: [...value] } as never };
  throw new PolaroidError(
    "INVALID_ARGUMENT",
    `the session option "${name}" is no text, boolean, number, 64-bit bigint, list of texts or null`,
  );
}

/** An option as it travels. */
export const sessionOption = (name: string, value: SessionValue): SessionOptionValue =>
  create(SessionOptionValueSchema, { optionValue: optionOf(name, value) as never });

/** An option that came. */
export function sessionValue({ optionValue: o }: SessionOptionValue): SessionValue {
  if (o.case === undefined) return null;
  return o.case === "stringListValue" ? o.value.values : o.value;
}
