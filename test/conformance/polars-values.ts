import type { DataType } from "../../src/arrow/types.ts";
import type { Call, LiteralValue } from "../../src/expr/node.ts";

type Special = (args: readonly string[], c: Call) => string;

/** Functions of values, places and counts, where Polars' Python takes them otherwise. */
export function valuesWith(
  python: (v: unknown) => string,
  polarsType: (t: DataType) => string,
): Readonly<Record<string, Special>> {
  const values = (c: Call, i: number): string => {
    const arg = c.args[i] as { readonly value?: LiteralValue; readonly type?: DataType | null };
    const type = arg.type?.id === "List" ? arg.type.inner : null;
    return type?.id === "Datetime"
      ? `(pl.Series(${python(arg.value)}, dtype=pl.Int64).cast(pl.Datetime("ms")))`
      : python(arg.value);
  };
  const replaced = (c: Call, by: string): string => {
    const arg = c.args[2] as { readonly kind: string; readonly value?: unknown };
    return `${values(c, 1)}, ${arg.kind === "lit" ? values(c, 2) : by}`;
  };
  const flags = (v: unknown): string => python(v);
  const binsOf = (borders: readonly string[] | null, options: Readonly<Record<string, unknown>>): string => {
    const { count, shares, labels, includeIntervals, rightClosed } = options;
    // Borders are values, not expressions.
    const given = borders?.map((b, i) => `${b}.alias("${i}")`).join(", ");
    const bins =
      count != null
        ? python(count)
        : given === undefined
          ? python(shares)
          : given === ""
            ? "[]"
            : `pl.select(${given}).row(0)`;
    const more = rightClosed === undefined ? "" : `, right_closed=${python(rightClosed)}`;
    return `${bins}, labels=${labels === null ? "False" : python(labels)}, include_intervals=${python(includeIntervals)}${more}`;
  };
  return {
    // A JavaScript function has no Python.
    mapElements: () => "pl.no_such_function()",
    acosh: ([a]) => `${a}.arccosh()`,
    asinh: ([a]) => `${a}.arcsinh()`,
    atanh: ([a]) => `${a}.arctanh()`,
    atan2: ([y, x]) => `pl.arctan2(${y}, ${x})`,
    reinterpret: ([a], { options }) =>
      options["dtype"] == null
        ? `${a}.reinterpret(signed=${python(options["signed"])})`
        : `${a}.reinterpret(dtype=${polarsType(options["dtype"] as DataType)})`,
    replace: ([a, , by], c) => `${a}.replace(${replaced(c, by as string)})`,
    replaceStrict: ([a, , by, rest], c) => {
      const type = c.options["returnDtype"];
      const more = [
        ...(rest === undefined ? [] : [`default=${rest}`]),
        ...(type == null ? [] : [`return_dtype=${polarsType(type as DataType)}`]),
      ];
      return `${a}.replace_strict(${[replaced(c, by as string), ...more].join(", ")})`;
    },
    argSortBy: (args, { options }) =>
      `pl.arg_sort_by([${args.join(", ")}], descending=${flags(options["descending"])}, nulls_last=${flags(options["nullsLast"])})`,
    get: ([a, index], { options }) =>
      `${a}.get(${index ?? python(options["index"])}, null_on_oob=${python(options["nullOnOob"])})`,
    binIntervals: ([a, ...borders], { options }) => `${a}.bin_intervals(${binsOf(borders, options)})`,
    binQuantiles: ([a], { options }) => `${a}.bin_quantiles(${binsOf(null, options)})`,
    binRanks: ([a], { options }) => `${a}.bin_ranks(${binsOf(null, options)})`,
    corr: ([a, b], { options }) => `pl.corr(${a}, ${b}, method=${python(options["method"])})`,
    cov: ([a, b], { options }) => `pl.cov(${a}, ${b}, ddof=${python(options["ddof"])})`,
    searchSortedAll: ([a, b], { options }) =>
      `${a}.search_sorted(${b}, side=${python(options["side"])}, descending=${python(options["descending"])})`,
    reshape: ([a], { options }) => `${a}.reshape(tuple(${python(options["dimensions"])}))`,
    extendConstant: ([a, value], { options }) => `${a}.extend_constant(${value}, ${python(options["n"])})`,
  };
}
