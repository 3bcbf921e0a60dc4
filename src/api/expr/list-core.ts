import { Bool } from "../../arrow/types.ts";
import { badArgument, settings } from "../../core/argument.ts";
import { call, cast, col, ELEMENT, type EvalAs, evaluated, type Expr as Node, type Options } from "../../expr/node.ts";
import type { Make, NodeOf, ShapeOf } from "../types/made.ts";
import type { And, CastTo, Cur, Evaluation, Many, Un1 } from "../types/node.ts";
import type { UnaryName } from "../types/unary.ts";
import type { AnyExpr } from "./any.ts";
import { type IntoExpr, nodeOf } from "./into.ts";
import { Namespace } from "./namespace.ts";

/** An expression of lists' items; "one" has one value a list. */
export type Evaluated<N, As, B, Name, Shape> = Make<N, Evaluation<As, N, B extends AnyExpr<infer X> ? X : B extends { readonly k: string } ? B : NodeOf<B>>, Name, Shape>;
/** An aggregate of lists' items. */
export type Folded<N, F extends UnaryName, Name, Shape> = Make<N, Evaluation<"one", N, Un1<F, Cur>>, Name, Shape>;
/** An aggregate of lists' items as truth values. */
export type Truth<N, F extends "any" | "all", Name, Shape> = Make<N, Evaluation<"one", N, Un1<F, CastTo<Bool, Cur>>>, Name, Shape>;
/** A list out of two. */
export type Both<N, R, Name, Shape> = Make<N, And<And<Many<"list", [N, NodeOf<R>]>, N>, NodeOf<R>>, Name, Shape | ShapeOf<R>>;

/** The items of a list. */
export const ITEM: Node = col(ELEMENT);
export const DIFF: { nullBehavior: string } = Object.freeze({ nullBehavior: "ignore" });
export const EXPLODE: { emptyAsNull: boolean; keepNulls: boolean } = Object.freeze({ emptyAsNull: false, keepNulls: true });
export const CONTAINS: { nullsEqual: boolean } = Object.freeze({ nullsEqual: true });
const TRUTH = Object.freeze({ ignoreNulls: true });

export function oneOf(v: string, words: readonly string[], what: string): void {
  if (!words.includes(v)) throw badArgument(what, v, `one of ${words.join(", ")}`);
}

/** What lists and arrays have in common: expressions of their items. */
export abstract class ListCore extends Namespace {
  protected get lists(): Node {
    return this.node;
  }
  protected evaluate<E>(body: IntoExpr | Node, as: EvalAs): E {
    const node = typeof body === "object" && body !== null && "kind" in body ? (body as Node) : nodeOf(body as IntoExpr);
    return this.make(evaluated(as === "array" ? this.node : this.lists, node, as)) as E;
  }
  protected fold<E>(fn: string, options?: Options): E {
    return this.evaluate(call(fn, [ITEM], options && Object.freeze(options)), "value");
  }
  protected truth<E>(fn: "any" | "all", given: object | undefined): E {
    const options = Object.freeze(settings(`list.${fn}`, TRUTH, given));
    return this.evaluate(call(fn, [cast(ITEM, Bool)], options), "value");
  }
}
