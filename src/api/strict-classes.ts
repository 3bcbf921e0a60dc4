import { col } from "../expr/node.ts";
import { DataFrame } from "./data-frame.ts";
import { Expr } from "./expr/expr.ts";
import { Then, When } from "./expr/functions.ts";
import { Selector } from "./expr/selectors.ts";
import { GroupBy } from "./group-by.ts";
import { LazyFrame } from "./lazy-frame.ts";
import { Series } from "./series.ts";
import { strict } from "./strict.ts";

const SPACES = ["str", "dt", "list", "arr", "cat", "bin", "struct", "name", "meta"] as const;
// A list of the classes themselves has a type of its own that the compiler cannot make.
const of = (c: unknown): object => (c as { readonly prototype: object }).prototype;

/** Makes every method of the library refuse options that it does not take. */
export function installStrict(): void {
  strict(of(DataFrame), of(LazyFrame), of(Series), of(GroupBy), of(Expr), of(Selector), of(When), of(Then));
  const x = new Expr(col("")) as unknown as Readonly<Record<string, object>>;
  strict(...SPACES.map((s) => Object.getPrototypeOf(x[s]) as object));
}
