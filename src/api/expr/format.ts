import { textArgument } from "../../core/argument.ts";
import { PolaroidError } from "../../core/error.ts";
import { some } from "../../expr/children.ts";
import { nameOf } from "../../expr/name.ts";
import { alias, call, lit, type Expr as Node } from "../../expr/node.ts";
import { strictly } from "../strict.ts";
import type { ColumnName, ColumnOf, ColumnShape } from "../types/made.ts";
import type { Many } from "../types/node.ts";
import { Expr } from "./expr.ts";
import { columnNode, type IntoExpr } from "./into.ts";

/** The texts between the places `{}`; `{{` and `}}` stand for braces. */
function pieces(form: string): string[] {
  const out = [""];
  const wrong = (at: number): never => {
    throw new PolaroidError("INVALID_ARGUMENT", `format: a lone brace at ${at} of ${JSON.stringify(form.slice(0, 60))}; {} is a place, {{ and }} are braces`);
  };
  for (let i = 0; i < form.length; i++) {
    const c = form[i] as string;
    const next = form[i + 1];
    const last = out.length - 1;
    if (c === "{" && next === "}") out.push("");
    else if ((c === "{" || c === "}") && next === c) out[last] += c;
    else if (c === "{" || c === "}") wrong(i);
    else out[last] += c;
    if (c === "{" || c === "}") i++;
  }
  return out;
}

type Nodes<E extends readonly unknown[]> = { [I in keyof E]: ColumnOf<E[I]> };
type First<E extends readonly unknown[]> = E extends readonly [infer A, ...unknown[]] ? ColumnName<A> : "literal";
type Filled<E extends readonly unknown[]> = Expr<Many<"text", Nodes<E>>, First<E>, ColumnShape<E[number]>>;

/** A text with columns at its places `{}`; null where one of them is. @example format("{} of {}", "id", "qty") */
export function format<const E extends readonly IntoExpr[]>(form: string, ...args: E): Filled<E> {
  const texts = pieces(textArgument(form, "what format fills in"));
  if (texts.length - 1 !== args.length)
    throw new PolaroidError("INVALID_ARGUMENT", `format has ${texts.length - 1} places {} and ${args.length} columns; they must be as many`);
  const nodes = args.map(columnNode);
  const parts = texts.flatMap((t, i): Node[] => [...(t === "" ? [] : [lit(t)]), ...(i < nodes.length ? [nodes[i] as Node] : [])]);
  const [first] = nodes;
  if (first === undefined) return new Expr(lit(texts[0] as string)) as never;
  const joined = call("concatStr", parts, Object.freeze({ separator: "", ignoreNulls: false }));
  const picks = some(first, (e) => e.kind === "columns");
  return new Expr(parts[0] === first || picks ? joined : alias(joined, nameOf(first))) as never;
}

/** A text as a regular expression that matches it alone. @example escapeRegex("a.b") */
export const escapeRegex: (text: string) => string = strictly("escapeRegex", (text) => textArgument(text, "what escapeRegex takes").replace(/[\\.+*?()|[\]{}^$#&\-~]/g, "\\$&"));
