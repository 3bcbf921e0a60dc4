import { Bool, Utf8 } from "../../arrow/types.ts";
import { call, type Expr, lit } from "../../expr/node.ts";
import type { Like } from "../syntax/expr.ts";
import type { Env } from "./env.ts";
import { text } from "./operators.ts";

const special = (c: string): string => c.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

interface Part {
  readonly any: "one" | "many" | null;
  readonly text: string;
}

/** A pattern's characters: `%` and `_`, or for glob `*` and `?`; an escape makes the next one plain. */
function partsOf(pattern: string, escaping: string | null, many: string, one: string): Part[] {
  const out: Part[] = [];
  let plain = "";
  const flush = (): void => {
    if (plain !== "") out.push({ any: null, text: plain });
    plain = "";
  };
  const chars = [...pattern];
  for (let i = 0; i < chars.length; i++) {
    const c = chars[i] as string;
    if (c === escaping && i + 1 < chars.length) plain += chars[++i];
    else if (c === many || c === one) {
      flush();
      out.push({ any: c === many ? "many" : "one", text: "" });
    } else plain += c;
  }
  flush();
  return out;
}

const literally = { literal: true };

/** `like` without a regular expression where the pattern is text with `%` at its ends. */
function simple(x: Expr, parts: readonly Part[]): Expr | null {
  const shape = parts.map((p) => (p.any === "many" ? "%" : p.any === "one" ? "_" : "t")).join("");
  const word = lit(parts.find((p) => p.any === null)?.text ?? "", Utf8);
  switch (shape) {
    case "":
    case "t":
      return call("eq", [x, word]);
    case "t%":
      return call("str.startsWith", [x, word]);
    case "%t":
      return call("str.endsWith", [x, word]);
    case "%t%":
      return call("str.contains", [x, word], literally);
    default:
      return null;
  }
}

const regex = (parts: readonly Part[], flags: string): string =>
  `(?s${flags})^${parts.map((p) => (p.any === "many" ? ".*" : p.any === "one" ? "." : special(p.text))).join("")}$`;

export function like(e: Like, operand: Expr, pattern: Expr, escaping: Expr | undefined, env: Env): Expr {
  const { source } = env.binder;
  const mark =
    escaping === undefined
      ? null
      : escaping.kind === "lit" && typeof escaping.value === "string"
        ? escaping.value
        : undefined;
  if (mark === undefined || (mark !== null && [...mark].length > 1)) throw source.error(e, "escape is one character");
  const x = text(operand, env);
  const written = pattern.kind === "lit" && (typeof pattern.value === "string" || pattern.value === null);
  if (written && pattern.value === null) return lit(null, Bool);
  const found = written
    ? match(e.op, x, pattern.value as string, mark === "" ? null : mark)
    : matchColumn(e, x, text(pattern, env), mark === "" ? null : mark, env);
  return e.not ? call("not", [found]) : found;
}

/** A pattern that differs from row to row. */
function matchColumn(e: Like, x: Expr, pattern: Expr, escaping: string | null, env: Env): Expr {
  switch (e.op) {
    case "like":
    case "ilike":
      return call("str.like", [x, pattern], {
        ignoreCase: e.op === "ilike",
        ...(escaping !== null && { escape: escaping }),
      });
    case "similar": {
      const whole = call("concatStr", [lit("^(?:", Utf8), pattern, lit(")$", Utf8)], { separator: "" });
      return call("str.contains", [x, whole]);
    }
    case "glob":
      throw env.binder.source.error(e.pattern, "the pattern of glob must be text that is written out", "NOT_SUPPORTED");
  }
}

function match(op: Like["op"], x: Expr, pattern: string, escaping: string | null): Expr {
  if (op === "similar") return call("str.contains", [x, lit(`^(?:${pattern})$`, Utf8)]);
  if (op === "glob") {
    if (pattern.includes("[")) return call("str.contains", [x, lit(globRegex(pattern), Utf8)]);
    const parts = partsOf(pattern, null, "*", "?");
    return simple(x, parts) ?? call("str.contains", [x, lit(regex(parts, ""), Utf8)]);
  }
  const parts = partsOf(pattern, escaping, "%", "_");
  if (op === "ilike") return call("str.contains", [x, lit(regex(parts, "i"), Utf8)]);
  return simple(x, parts) ?? call("str.contains", [x, lit(regex(parts, ""), Utf8)]);
}

export const globRegex = (pattern: string): string =>
  `(?s)^${pattern.replace(/\[!?[^\]]*\]|./gsu, (c) => (c === "*" ? ".*" : c === "?" ? "." : c.startsWith("[") && c.length > 1 ? c.replace("[!", "[^") : special(c)))}$`;
