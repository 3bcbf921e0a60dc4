import type { Enum } from "../../arrow/types.ts";
import { badArgument, settings, textArgument, wholeArgument } from "../../core/argument.ts";
import { dataType } from "../../expr/data-type.ts";
import { call } from "../../expr/node.ts";
import { STRICT } from "../defaults.ts";
import type { Make, Out } from "../types/made.ts";
import type { CastTo, Maybe } from "../types/node.ts";
import { Namespace } from "./namespace.ts";

/** Functions of categories. */
export class CatNamespace<N, Name, Shape> extends Namespace {
  /** How many bytes of UTF-8. @example col("s").cast(Categorical).cat.lenBytes() */
  lenBytes(): Out<N, "cat.size", Name, Shape> { return this.call("cat.lenBytes"); }
  /** How many characters (code points). @example col("s").cast(Categorical).cat.lenChars() */
  lenChars(): Out<N, "cat.size", Name, Shape> { return this.call("cat.lenChars"); }
  /** Whether a category starts so. @example col("s").cast(Categorical).cat.startsWith("a") */
  startsWith(prefix: string): Out<N, "cat.test", Name, Shape> { return this.call("cat.startsWith", [textArgument(prefix, "the prefix of cat.startsWith")]); }
  /** Whether a category ends so. @example col("s").cast(Categorical).cat.endsWith("a") */
  endsWith(suffix: string): Out<N, "cat.test", Name, Shape> { return this.call("cat.endsWith", [textArgument(suffix, "the suffix of cat.endsWith")]); }
  /** Characters from an offset, from the end where negative, to the end or a length. @example col("s").cast(Categorical).cat.slice(0, 1) */
  slice(offset: number, length: number | null = null): Out<N, "cat.text", Name, Shape> {
    return this.call("cat.slice", [wholeArgument(offset, "the offset of cat.slice"), length === null ? null : wholeArgument(length, "the length of cat.slice", 0)]);
  }
  /** The numbers behind the categories: their places in an Enum's list, else the order of first appearance. @example col("s").cast(Categorical).cat.physical() */
  physical(): Out<N, "cat.physical", Name, Shape> { return this.call("cat.physical"); }
  /** The categories of an Enum that numbers stand for; others are an error, or null where `strict` is false. @example col("a").cat.to(Enum(["low", "mid", "high", "top"])) */
  to<T extends Enum, const O extends { readonly strict?: boolean } = {}>(type: T, options?: O): Make<N, O extends { readonly strict: false } ? Maybe<CastTo<T, N>> : CastTo<T, N>, Name, Shape> {
    const to = dataType(type, "cat.to");
    if (to.id !== "Enum") throw badArgument("what cat.to is given", to.id, "an Enum");
    const { strict } = settings("cat.to", STRICT, options);
    return this.make(call("cat.to", [this.node], Object.freeze({ categories: to.categories, strict }))) as never;
  }
}
