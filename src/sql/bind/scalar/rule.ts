import { Float64, Int64, Utf8 } from "../../../arrow/types.ts";
import { call, cast, type Expr, lit } from "../../../expr/node.ts";
import type { Expr as Ast, Call } from "../../syntax/expr.ts";
import { type Env, typeIn } from "../env.ts";
import { text } from "../operators.ts";

/** A call of a function: its arguments are bound when they are asked for, as lambdas are no values. */
export interface Given {
  readonly args: readonly Expr[];
  readonly asts: readonly Ast[];
  readonly env: Env;
  readonly call: Call;
  readonly name: string;
}
/** How a function of SQL's is said with ours; `least` and `most` are how many arguments it takes. */
export interface Rule {
  readonly least: number;
  readonly most: number;
  readonly make: (g: Given) => Expr;
}
export type Rules = Readonly<Record<string, Rule>>;

export const MANY = 1000;
export const rule = (least: number, most: number, make: (g: Given) => Expr): Rule => ({ least, most, make });
export const of = (least: number, most: number, make: (...args: readonly Expr[]) => Expr): Rule => ({
  least,
  most,
  make: ({ args }) => make(...args),
});
export const plain = (fn: string, n = 1): Rule => of(n, n, (...args) => call(fn, args));
export const float = (fn: string, n = 1): Rule =>
  of(n, n, (...args) =>
    call(
      fn,
      args.map((a) => cast(a, Float64)),
    ),
  );
/** A function of texts; what is no text becomes one. */
export const texts = (fn: string, n = 1, options: Readonly<Record<string, unknown>> = {}): Rule =>
  rule(n, n, ({ args, env }) =>
    call(
      fn,
      args.map((a) => text(a, env)),
      options,
    ),
  );
export const whole = (e: Expr): Expr => cast(e, Int64);
export const long = (n: number | bigint): Expr => lit(BigInt(n), Int64);
export const word = (s: string): Expr => lit(s, Utf8);
export const when = (...args: readonly Expr[]): Expr => call("when", args);
export const arg = ({ args }: Given, i: number): Expr => args[i] as Expr;
export const typeAt = (g: Given, i: number): ReturnType<typeof typeIn> => typeIn(g.env, arg(g, i));

/** Text that is written out in the query. */
export function written(e: Expr | undefined, what: string, g: Given): string {
  if (e?.kind === "lit" && typeof e.value === "string" && e.type?.id === "Utf8") return e.value;
  throw g.env.binder.source.error(g.call, `${what} of ${g.name}() is text that is written out`, "NOT_SUPPORTED");
}
/** A whole number that is written out in the query. */
export function writtenNumber(e: Expr | undefined, what: string, g: Given): number {
  const n = e?.kind === "lit" && e.value !== null ? Number(e.value) : Number.NaN;
  if (Number.isSafeInteger(n)) return n;
  throw g.env.binder.source.error(
    g.call,
    `${what} of ${g.name}() is a whole number that is written out`,
    "NOT_SUPPORTED",
  );
}
