import type { JsOptions } from "../arrow/to-js.ts";
import { badArgument, checkOptions } from "../core/argument.ts";

/** Values of a column: a list or a typed array. */
export function itemsArgument(v: unknown, what: string): ArrayLike<unknown> {
  if (Array.isArray(v) || (ArrayBuffer.isView(v) && !(v instanceof DataView))) return v as ArrayLike<unknown>;
  throw badArgument(what, v, "an array, a typed array or a Series");
}

const JS: Readonly<Record<keyof JsOptions, readonly string[]>> = {
  int64: ["number", "bigint", "string"],
  datetime: ["date", "bigint", "iso"],
};
/** How values come out, checked. */
export function jsOptions(options: JsOptions | undefined): JsOptions {
  if (options === undefined) return {};
  checkOptions("a call for values", { int64: null, datetime: null }, options);
  for (const [name, v] of Object.entries(options))
    if (v !== undefined && !JS[name as "int64"].includes(v))
      throw badArgument(name, v, `one of ${JS[name as "int64"].join(", ")}`);
  return options;
}
