import { badArgument } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import type { Expr } from "./node.ts";
import { REGEX } from "./regex/later.ts";

function mapped(name: string, map: (name: string) => unknown): string {
  const out = map(name);
  if (typeof out !== "string") throw badArgument(`what the function of name.map gives for "${name}"`, out, "text");
  return out;
}

interface Replacement {
  readonly pattern: string;
  readonly value: string;
  readonly literal: boolean;
}
/** What the rule `replace` keeps in its text. */
export const replacementText = (r: Replacement): string => JSON.stringify([r.pattern, r.value, r.literal]);

function replacementOf(text: string): Replacement {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    found = null;
  }
  const [pattern, value, literal] = Array.isArray(found) ? (found as readonly unknown[]) : [];
  if (typeof pattern === "string" && typeof value === "string") return { pattern, value, literal: literal === true };
  throw new PolaroidError("CORRUPT", `${JSON.stringify(text.slice(0, 60))} is no replacement of names`);
}

function replaced(name: string, text: string): string {
  const { pattern, value, literal } = replacementOf(text);
  if (literal) return name.replaceAll(pattern, () => value);
  const { regex, template, fill } = REGEX.code;
  const r = regex(pattern);
  const by = template(value, r);
  let out = "";
  let from = 0;
  for (const m of r.all(name)) {
    out += name.slice(from, m.index) + fill(by, m);
    from = m.index + (m[0] as string).length;
  }
  return out + name.slice(from);
}

const RULES: Readonly<Record<string, (name: string, text: string) => string>> = {
  stripPrefix: (name, text) => (name.startsWith(text) ? name.slice(text.length) : name),
  stripSuffix: (name, text) => (text !== "" && name.endsWith(text) ? name.slice(0, -text.length) : name),
  replace: replaced,
  prefix: (name, text) => text + name,
  suffix: (name, text) => name + text,
  upper: (name) => name.toUpperCase(),
  lower: (name) => name.toLowerCase(),
};

// What is named after a field, not after the struct.
const NAMED: ReadonlySet<string> = new Set(["field", "struct.field"]);

/** The first column that an expression reads, or "literal", or "len": what its result is named after. */
function root(e: Expr): string {
  switch (e.kind) {
    case "col":
      return e.name;
    case "lit":
    case "columns":
      return "literal";
    case "alias":
    case "rename":
    case "cast":
    case "over":
    case "eval":
      return root(e.input);
    case "call":
      if (e.fn === "len" && e.args.length === 0) return "len";
      if (e.fn === "when") return nameOf(e.args[1] as Expr);
      return e.args.length === 0 ? e.fn : nameOf(e.args[0] as Expr);
  }
}

/** The name of the column that an expression makes. */
export function nameOf(e: Expr): string {
  switch (e.kind) {
    case "alias":
      return e.name;
    case "rename":
      if (e.map !== undefined) return mapped(nameOf(e.input), e.map);
      return e.how === "keep" ? root(e.input) : (RULES[e.how]?.(nameOf(e.input), e.text) ?? nameOf(e.input));
    case "cast":
    case "over":
    case "eval":
      return nameOf(e.input);
    default: {
      if (e.kind === "call" && NAMED.has(e.fn)) return String(e.options.name);
      if (e.kind === "call" && e.args.length > 0 && e.fn !== "when") return nameOf(e.args[0] as Expr);
      return root(e);
    }
  }
}
