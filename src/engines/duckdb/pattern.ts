import type { Typed, TypedCall } from "../../expr/typed.ts";

const INSIDE: Readonly<Record<string, string>> = {
  d: "\\p{Nd}",
  D: "\\P{Nd}",
  w: "\\p{L}\\p{M}\\p{N}\\p{Pc}",
  s: "\\p{Z}\\t\\n\\v\\f\\r",
};

/**
 * A pattern in Rust's syntax as RE2 reads it: \d, \w and \s mean all of Unicode, as there; null where RE2 cannot say it.
 */
export function re2(pattern: string): string | null {
  let out = "";
  let depth = 0;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i] as string;
    if (c === "[") depth++;
    if (c === "]" && depth > 0) depth--;
    // Classes within classes and set operations are Rust's own.
    if (depth > 1 || (depth === 1 && /^(&&|--|~~)/.test(pattern.slice(i)))) return null;
    if (c !== "\\") {
      out += c;
      continue;
    }
    const next = pattern[++i] as string;
    if ("bBWSuUx<>R".includes(next)) return null;
    const set = INSIDE[next];
    out += set === undefined ? c + next : depth > 0 || set.length < 8 ? set : `[${set}]`;
  }
  return /\(\?[^:P<)]*x/.test(pattern) ? null : out;
}

/** The text of a literal argument; undefined where it is a column or null. */
export function literalText(e: Typed | undefined): string | undefined {
  const inner = e?.kind === "cast" ? e.input : e;
  return inner?.kind === "lit" && typeof inner.value === "string" ? inner.value : undefined;
}

/** A replacement with $1 as RE2 writes it; null where it names groups. */
export function rewrite(text: string): string | null {
  let known = true;
  const out = text
    .replaceAll("\\", "\\\\")
    .replace(/\$\$|\$\{([^}]*)\}|\$([0-9A-Za-z_]+)/g, (all, braced?: string, plain?: string) => {
      if (all === "$$") return "$";
      const name = braced ?? plain ?? "";
      if (!/^[0-9]$/.test(name)) known = false;
      return `\\${name}`;
    });
  return known ? out : null;
}

const isLiteral = (c: TypedCall): boolean => c.options["literal"] === true;
const optional = (pattern: string): boolean => /[|?*{]/.test(pattern.replaceAll("(?:", "("));

/** Whether a function of patterns says the same in RE2 and DuckDB's functions of text. */
export function inRe2(c: TypedCall): boolean {
  const { fn } = c;
  const text = literalText(c.args[1]);
  // An empty pattern matches elsewhere there.
  if (text === "" || (fn === "str.replace" && c.options["n"] !== undefined && c.options["n"] !== 1)) return false;
  if (isLiteral(c)) return text !== undefined || fn === "str.contains";
  if (text === undefined || re2(text) === null) return false;
  if (fn.startsWith("str.replace")) {
    const by = literalText(c.args[2]);
    if (by === undefined || rewrite(by) === null) return false;
  }
  // A group that takes no part in a match is empty text there, not null.
  return fn !== "str.extract" || Number(c.options["groupIndex"] ?? 1) === 0 || !optional(text);
}
