import { typeFromJson } from "../../arrow/json.ts";
import { bytesOf } from "../../arrow/reinterpret.ts";
import { isInteger, typeName } from "../../arrow/type-info.ts";
import { Binary, Bool, type DataType, Float64, Int64, UInt8, UInt32, Utf8 } from "../../arrow/types.ts";
import { type Arg, elementwise, type Family, type FunctionSpec } from "../function.ts";
import { argTypes, shown } from "./signatures.ts";

export type BinaryName =
  | "bin.contains"
  | "bin.startsWith"
  | "bin.endsWith"
  | "bin.size"
  | "bin.encode"
  | "bin.decode"
  | "bin.get"
  | "bin.head"
  | "bin.tail"
  | "bin.slice"
  | "bin.reinterpret";
type Sign = FunctionSpec["signature"];

const binary =
  (type: DataType, ...rest: readonly DataType[]): Sign =>
  (args) => {
    const id = (args[0] as Arg).type.id;
    if (id !== "Binary" && id !== "Null")
      return `takes Binary, got ${argTypes(args.slice(0, 1))}; cast text to Binary first`;
    for (let i = 0; i < rest.length; i++) {
      const [want, got] = [rest[i] as DataType, args[i + 1]];
      if (got === undefined || got.type.id === "Null") continue;
      const fine = want.id === "Int64" ? isInteger(got.type) : got.type.id === "Binary" || got.type.id === "Utf8";
      if (!fine)
        return `takes ${want.id === "Int64" ? "whole numbers" : "Binary or text"} as argument ${i + 1}, got ${shown(got)}`;
    }
    return { args: args.map((_, i) => (i === 0 ? Binary : (rest[i - 1] ?? Binary))), type };
  };

const reinterpret: Sign = (args, options) => {
  const type = typeFromJson(options.type);
  if (bytesOf(type) === 0) return `reads bytes as numbers, times or arrays of them, not as ${typeName(type)}`;
  return binary(type)(args, options);
};

const cut = (args: readonly Arg[]): boolean => args.slice(0, 2).some((a) => a.nullable);

export const BINARIES: Family<BinaryName> = {
  /** Whether some bytes occur. @example col("s").cast(Binary).bin.contains("a") */
  "bin.contains": elementwise(binary(Bool, Binary), "any"),
  /** Whether the bytes start so. @example col("s").cast(Binary).bin.startsWith("a") */
  "bin.startsWith": elementwise(binary(Bool, Binary), "any"),
  /** Whether the bytes end so. @example col("s").cast(Binary).bin.endsWith("a") */
  "bin.endsWith": elementwise(binary(Bool, Binary), "any"),
  /** How many bytes; in kb, mb, gb or tb (of 1024) a Float64. @example col("s").cast(Binary).bin.size() */
  "bin.size": elementwise((args, o) => binary(o.unit === "b" ? UInt32 : Float64)(args, o), "any"),
  /** The bytes as text in hex or base64. @example col("s").cast(Binary).bin.encode("hex") */
  "bin.encode": elementwise(binary(Utf8), "any"),
  /** The bytes that hex or base64 stands for; anything else is an error, or null where strict is false. @example lit("6162").cast(Binary).bin.decode("hex") */
  "bin.decode": elementwise(binary(Binary), (args, { strict }) => strict === false || cut(args)),
  /** The byte at an index (negative: from the end); outside an error, or null where nullOnOob says so. @example col("s").cast(Binary).bin.get(0, { nullOnOob: true }) */
  "bin.get": elementwise(binary(UInt8, Int64), (args, { nullOnOob }) => nullOnOob === true || cut(args)),
  /** The first n bytes; a negative n leaves the last ones out. @example col("s").cast(Binary).bin.head(2) */
  "bin.head": elementwise(binary(Binary, Int64), "any"),
  /** The last n bytes; a negative n leaves the first ones out. @example col("s").cast(Binary).bin.tail(2) */
  "bin.tail": elementwise(binary(Binary, Int64), "any"),
  /** Bytes from an offset (negative: from the end), to the end or a length. @example col("s").cast(Binary).bin.slice(1, 2) */
  "bin.slice": elementwise(binary(Binary, Int64, Int64), cut),
  /** The bytes as a number, a time or an array of them; null where there are more or fewer bytes. @example col("s").cast(Binary).bin.reinterpret(UInt8) */
  "bin.reinterpret": elementwise(reinterpret, "always"),
};
