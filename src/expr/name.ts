import type { Expr } from "./node.ts";

const RULES: Readonly<Record<string, (name: string, text: string) => string>> = {
  prefix: (name, text) => text + name,
  suffix: (name, text) => name + text,
  upper: (name) => name.toUpperCase(),
  lower: (name) => name.toLowerCase(),
};

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
      return e.how === "keep" ? root(e.input) : (RULES[e.how]?.(nameOf(e.input), e.text) ?? nameOf(e.input));
    case "cast":
    case "over":
      return nameOf(e.input);
    default: {
      if (e.kind === "call" && e.args.length > 0 && e.fn !== "when") return nameOf(e.args[0] as Expr);
      return root(e);
    }
  }
}
