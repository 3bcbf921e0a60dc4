import { call, type Expr } from "../../expr/node.ts";
import type { Expr as Ast, Collate } from "../syntax/expr.ts";
import type { Env } from "./env.ts";
import { text } from "./operators.ts";
import { unaccented } from "./scalar/text.ts";
import { fold } from "./scope.ts";

const FORMS: Readonly<Record<string, (x: Expr) => Expr>> = {
  nocase: (x) => call("str.toLowercase", [x]),
  noaccent: unaccented,
  nfc: (x) => call("str.normalize", [x], { form: "NFC" }),
  binary: (x) => x,
  c: (x) => x,
  posix: (x) => x,
};

/** What texts are compared as where one of two sides has a collation; null where neither has. */
export function collated(sides: readonly Ast[], env: Env): ((x: Expr) => Expr) | null {
  const found = sides.find((s): s is Collate => s.kind === "collate");
  if (found === undefined) return null;
  const forms = found.collation.map((name) => {
    const form = FORMS[fold(name.name)];
    if (form === undefined)
      throw env.binder.source.error(
        name,
        `there is no collation "${name.name}" here; there are nocase, noaccent, nfc and binary`,
        "NOT_SUPPORTED",
      );
    return form;
  });
  return (x) => forms.reduce((t, form) => form(t), text(x, env));
}
