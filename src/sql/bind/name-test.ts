import { regex } from "../../expr/regex/regex.ts";
import { isLike } from "../../expr/scalars/wildcards.ts";
import type { Expr as Ast, Like } from "../syntax/expr.ts";
import { nameOf } from "./aggregates.ts";
import type { Env } from "./env.ts";
import { globRegex } from "./like.ts";
import { fold } from "./scope.ts";

type Value = string | boolean;

const OPERATORS: Readonly<Record<string, (a: Value, b: Value) => boolean>> = {
  "=": (a, b) => a === b,
  "<>": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "^@": (a, b) => String(a).startsWith(String(b)),
  "~": (a, b) => regex(`^(?:${b})$`).test(String(a)),
};
const FUNCTIONS: Readonly<Record<string, (text: string, other: string) => Value>> = {
  lower: (t) => t.toLowerCase(),
  upper: (t) => t.toUpperCase(),
  starts_with: (t, s) => t.startsWith(s),
  prefix: (t, s) => t.startsWith(s),
  ends_with: (t, s) => t.endsWith(s),
  suffix: (t, s) => t.endsWith(s),
  contains: (t, s) => t.includes(s),
  regexp_matches: (t, s) => regex(s).test(t),
};

function likeTest(e: Like, text: string, pattern: string, escaping: string | undefined): boolean {
  switch (e.op) {
    case "like":
      return isLike(text, pattern, escaping);
    case "ilike":
      return isLike(text.toLowerCase(), pattern.toLowerCase(), escaping);
    case "similar":
      return regex(`^(?:${pattern})$`).test(text);
    case "glob":
      return regex(globRegex(pattern)).test(text);
  }
}

/** What a condition comes to for a column's name, which `word` stands for, or `*` where there is none. */
export function nameTest(e: Ast, word: string | null, name: string, env: Env): Value {
  const of = (x: Ast): Value => nameTest(x, word, name, env);
  const text = (x: Ast): string => String(of(x));
  switch (e.kind) {
    case "column":
      if (e.path.length === 1 && fold(e.path[0]?.name ?? "") === word) return name;
      break;
    case "star":
      if (word === null) return name;
      break;
    case "literal":
      if (e.type === "string") return e.text;
      if (e.type === "boolean") return e.text.toLowerCase() === "true";
      break;
    case "unary":
      if (e.op === "not") return of(e.operand) !== true;
      break;
    case "logic":
      return e.op === "and" ? e.args.every((a) => of(a) === true) : e.args.some((a) => of(a) === true);
    case "like":
      return likeTest(e, text(e.operand), text(e.pattern), e.escape && text(e.escape)) !== e.not;
    case "inList":
      return e.items.some((i) => of(i) === of(e.operand)) !== e.not;
    case "binary": {
      const operator = Object.hasOwn(OPERATORS, e.op) ? OPERATORS[e.op] : undefined;
      if (operator !== undefined) return operator(of(e.left), of(e.right));
      break;
    }
    case "call": {
      const make = Object.hasOwn(FUNCTIONS, nameOf(e)) ? FUNCTIONS[nameOf(e)] : undefined;
      const [x, y] = e.args;
      if (make !== undefined && x !== undefined) return make(text(x.value), y === undefined ? "" : text(y.value));
      break;
    }
  }
  throw env.binder.source.error(
    e,
    "columns are chosen by what their names are like: like, similar to, =, in, not, and, or, starts_with and such",
    "NOT_SUPPORTED",
  );
}
