import { typeToJson } from "../../arrow/json.ts";
import type { DType, Float64, UInt32 } from "../../arrow/types.ts";
import { textArgument } from "../../core/argument.ts";
import { dataType } from "../../expr/data-type.ts";
import type { CountOperand, Make, NodeOf, Out, ShapeOf } from "../types/made.ts";
import type { And, CastTo, Maybe, Need, Un1 } from "../types/node.ts";
import type { AnyExpr } from "./any.ts";
import { Namespace } from "./namespace.ts";

type Encoding = "hex" | "base64";
type Bytes = Uint8Array | string | null | AnyExpr;
type Test<N, R, Name, Shape> = Make<N, And<Un1<"bin.test", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>>;
type Cut<N, R, Name, Shape> = Make<N, And<Un1<"bin.keep", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>>;

/** Functions of bytes. */
export class BinNamespace<N, Name, Shape> extends Namespace {
  /** Whether some bytes occur; text stands for its UTF-8. @example col("s").cast(Binary).bin.contains("a") */
  contains<const R extends Bytes>(literal: R): Test<N, R, Name, Shape> { return this.call("bin.contains", [literal]); }
  /** Whether the bytes start so. @example col("s").cast(Binary).bin.startsWith("a") */
  startsWith<const R extends Bytes>(prefix: R): Test<N, R, Name, Shape> { return this.call("bin.startsWith", [prefix]); }
  /** Whether the bytes end so. @example col("s").cast(Binary).bin.endsWith("a") */
  endsWith<const R extends Bytes>(suffix: R): Test<N, R, Name, Shape> { return this.call("bin.endsWith", [suffix]); }
  /** How many bytes, or by a unit of 1024 of the next smaller one. @example col("s").cast(Binary).bin.size("kb") */
  size<const U extends "b" | "kb" | "mb" | "gb" | "tb" = "b">(unit?: U): Make<N, CastTo<U extends "b" ? UInt32 : Float64, Un1<"bin.keep", N>>, Name, Shape> { return this.call("bin.size", [], { unit: unit ?? "b" }); }
  /** Text in hex or base64. @example col("s").cast(Binary).bin.encode("hex") */
  encode(encoding: Encoding): Out<N, "bin.text", Name, Shape> { return this.call("bin.encode", [], { encoding: textArgument(encoding, "the encoding of bin.encode") }); }
  /** The bytes that hex or base64 stands for; anything else is an error, or null where `strict` is false. @example lit("6162").cast(Binary).bin.decode("hex") */
  decode<const O extends { readonly strict?: boolean } = {}>(encoding: Encoding, options?: O): Make<N, O extends { readonly strict: false } ? Maybe<Un1<"bin.keep", N>> : Un1<"bin.keep", N>, Name, Shape> { return this.call("bin.decode", [], { encoding: textArgument(encoding, "the encoding of bin.decode"), strict: true }, options); }
  /** A byte by its place, from the end where negative; out of bounds is an error, or null where asked. @example col("s").cast(Binary).bin.get(0, { nullOnOob: true }) */
  get<const R extends CountOperand, const O extends { readonly nullOnOob?: boolean } = {}>(index: R, options?: O): Make<N, O extends { readonly nullOnOob: true } ? Maybe<Un1<"bin.byte", N>> : And<Un1<"bin.byte", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("bin.get", [index], { nullOnOob: false }, options); }
  /** The first `n` bytes; a negative `n` leaves the last ones out. @example col("s").cast(Binary).bin.head(2) */
  head<const R extends CountOperand>(n: R): Cut<N, R, Name, Shape> { return this.call("bin.head", [n]); }
  /** The last `n` bytes; a negative `n` leaves the first ones out. @example col("s").cast(Binary).bin.tail(2) */
  tail<const R extends CountOperand>(n: R): Cut<N, R, Name, Shape> { return this.call("bin.tail", [n]); }
  /** Bytes from an offset, from the end where negative, to the end or a length. @example col("s").cast(Binary).bin.slice(1, 2) */
  slice<const R extends CountOperand>(offset: R, length: CountOperand = null): Cut<N, R, Name, Shape> { return this.call("bin.slice", [offset, length]); }
  /** The bytes as a number, a time or an array of them; null where there are more or fewer bytes. @example col("s").cast(Binary).bin.reinterpret(UInt8) */
  reinterpret<T extends DType>(type: T, options?: { readonly endianness?: "little" | "big" }): Make<N, Need<Maybe<T>, Un1<"bin.keep", N>>, Name, Shape> { return this.call("bin.reinterpret", [], { type: typeToJson(dataType(type, "bin.reinterpret")), endianness: "little" }, options); }
}
