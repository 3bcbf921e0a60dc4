import type { Struct } from "../../arrow/types.ts";
import { functionArgument, settings, textArgument } from "../../core/argument.ts";
import { replacementText } from "../../expr/name.ts";
import { call, type Options, type Rename as RenameNode, rename } from "../../expr/node.ts";
import { REGEX } from "../../expr/regex/later.ts";
import type { Make } from "../types/made.ts";
import type { Kept, Rename, Unknown } from "../types/names.ts";
import type { CastTo, Un1 } from "../types/node.ts";
import type { Expr } from "./expr.ts";
import { Namespace } from "./namespace.ts";

const LITERAL: { readonly literal: boolean } = Object.freeze({ literal: false });
type Fields<N, Name, Shape> = Make<N, CastTo<Struct<Readonly<Record<string, any>>>, Un1<"same", N>>, Name, Shape>;

/** Changes the names of results by a rule. */
export class NameNamespace<N, Name, Shape> extends Namespace {
  #rename<E>(how: RenameNode["how"], text = "", map?: RenameNode["map"]): E { return this.make(rename(this.node, how, text, map)) as E; }
  #fields<E>(options: Options): E { return this.make(call("name.mapFields", [this.node], Object.freeze(options))) as E; }

  /** Puts text before the name. @example col("x").sum().name.prefix("total_") */
  prefix<const X extends string>(text: X): Expr<N, Rename<Name, "prefix", X>, Shape> { return this.#rename("prefix", text); }
  /** Puts text behind the name. @example col("x").sum().name.suffix("_total") */
  suffix<const X extends string>(text: X): Expr<N, Rename<Name, "suffix", X>, Shape> { return this.#rename("suffix", text); }
  /** Takes a prefix off the name. @example col("price").name.stripPrefix("p") */
  stripPrefix<const X extends string>(prefix: X): Expr<N, Rename<Name, "stripPrefix", X>, Shape> { return this.#rename("stripPrefix", prefix); }
  /** Takes a suffix off the name. @example col("price").name.stripSuffix("ice") */
  stripSuffix<const X extends string>(suffix: X): Expr<N, Rename<Name, "stripSuffix", X>, Shape> { return this.#rename("stripSuffix", suffix); }
  /** Replaces what matches in the name; `$1` stands for a group. @example col("price").name.replace("ic", "oz") */
  replace(pattern: string, value: string, options?: { readonly literal?: boolean }): Expr<N, Unknown, Shape> {
    const { literal } = settings("name.replace", LITERAL, options);
    const [find, by] = [textArgument(pattern, "the pattern of name.replace"), textArgument(value, "what name.replace puts in")];
    if (!literal && REGEX.here) REGEX.code.regex(find);
    return this.#rename("replace", replacementText({ pattern: find, value: by, literal }));
  }
  /** The name that a function makes of it. @example col("x").name.map((name) => name + "!") */
  map(rule: (name: string) => string): Expr<N, Unknown, Shape> { return this.#rename("map", "", functionArgument(rule, "the rule of name.map")); }
  /** Keeps the name of the first column. @example col("x").add(1).alias("y").name.keep() */
  keep(): Expr<N, Kept<N, Name>, Shape> { return this.#rename("keep"); }
  /** The name in lower case. @example col("X").name.toLowercase() */
  toLowercase(): Expr<N, Rename<Name, "lower">, Shape> { return this.#rename("lower"); }
  /** The name in upper case. @example col("X").name.toUppercase() */
  toUppercase(): Expr<N, Rename<Name, "upper">, Shape> { return this.#rename("upper"); }
  /** Puts text before the names of a struct's fields. @example struct("a", "b").name.prefixFields("x_") */
  prefixFields(prefix: string): Fields<N, Name, Shape> { return this.#fields({ how: "prefix", text: textArgument(prefix, "a prefix of fields") }); }
  /** Puts text behind the names of a struct's fields. @example struct("a", "b").name.suffixFields("_x") */
  suffixFields(suffix: string): Fields<N, Name, Shape> { return this.#fields({ how: "suffix", text: textArgument(suffix, "a suffix of fields") }); }
  /** Names a struct's fields by a function of their names. @example struct("a", "b").name.mapFields((name) => name + "!") */
  mapFields(rule: (name: string) => string): Fields<N, Name, Shape> { return this.#fields({ how: "map", map: functionArgument(rule, "the rule of name.mapFields") }); }
}
