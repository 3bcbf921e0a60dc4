import { col } from "../expr/node.ts";
import { DataFrame } from "./data-frame.ts";
import { Expr } from "./expr/expr.ts";
import { Then, When } from "./expr/functions.ts";
import { Selector } from "./expr/selectors.ts";
import { GroupBy } from "./group-by.ts";
import { LazyFrame } from "./lazy-frame.ts";
import { Series } from "./series.ts";
import { strict } from "./strict.ts";

const CLASSES: readonly unknown[] = [DataFrame, LazyFrame, Series, GroupBy, Expr, Selector, When, Then];
const SPACES = ["str", "dt", "list", "arr", "cat", "bin", "struct", "name", "meta"] as const;

/** Makes every method of the library refuse options that it does not take. */
export function installStrict(): void {
  const x = new Expr(col("")) as unknown as Readonly<Record<string, object>>;
  strict(
    ...CLASSES.map((c) => (c as { readonly prototype: object }).prototype),
    ...SPACES.map((s) => Object.getPrototypeOf(x[s]) as object),
  );
}
