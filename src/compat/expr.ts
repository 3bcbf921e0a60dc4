import { Expr as OurExpr } from "../api/expr/expr.ts";
import { isExpr } from "../api/expr/into.ts";
import { arctan2, corr } from "../api/expr/statistics.ts";
import type { DataType as NativeType } from "../arrow/types.ts";
import { inspectable } from "../core/inspect.ts";
import { call, type Expr as Node } from "../expr/node.ts";
import { type DataType, nativeType } from "./data-type.ts";
import { DateSpace, ListSpace, StringSpace, StructSpace } from "./expr-spaces.ts";
import { guardAll, refused } from "./guard.ts";
import { compared, into, literal, loose, many, plain } from "./into.ts";
import type { Loose } from "./ours.ts";
import { type RollingArguments, rolled } from "./rolling.ts";

/** What has the same name and meaning, and no arguments. */
export const SAME = ["abs", "arccos", "arccosh", "arcsin", "arcsinh", "arctan", "arctanh", "argMax", "argMin", "argUnique", "backwardFill", "ceil", "cos", "cosh", "cot", "count", "degrees", "dropNans", "dropNulls", "exp", "first", "floor", "forwardFill", "implode", "isDuplicated", "isFinite", "isFirstDistinct", "isInfinite", "isNan", "isNotNan", "isNotNull", "isNull", "isUnique", "last", "log1p", "lowerBound", "max", "mean", "median", "min", "mode", "nUnique", "not", "nullCount", "peakMax", "peakMin", "product", "radians", "reverse", "sin", "sinh", "std", "sum", "tan", "tanh", "toPhysical", "uniqueCounts", "upperBound", "var"] as const;
/** Of two columns of integers rounded down, else with a fraction. */
export const QUOTIENT: "quotient" = "quotient";
/** Arithmetic by its names here, and ours. */
export const ARITHMETIC = {
  add: "add",
  plus: "add",
  sub: "sub",
  minus: "sub",
  mul: "mul",
  multiplyBy: "mul",
  div: "quotient",
  divideBy: "quotient",
  rem: "mod",
  modulo: "mod",
} as const;
/** Comparisons by their names here, and ours. */
export const COMPARISON = {
  eq: "eq",
  equals: "eq",
  neq: "ne",
  notEquals: "ne",
  gt: "gt",
  greaterThan: "gt",
  gtEq: "ge",
  greaterThanEquals: "ge",
  lt: "lt",
  lessThan: "lt",
  ltEq: "le",
  lessThanEquals: "le",
} as const;

type Same = { readonly [K in (typeof SAME)[number]]: () => Expr };
type Binary = { readonly [K in keyof typeof ARITHMETIC | keyof typeof COMPARISON]: (other: any) => Expr };
/** An argument by itself, or named in an object. */
export const option = (v: any, name: string, otherwise: unknown): any =>
  (typeof v === "object" && v !== null && !("~expr" in v) ? v[name] : v) ?? otherwise;
const STRATEGIES = ["backward", "forward", "mean", "min", "max", "zero", "one"];

export interface Expr extends Same, Binary {}
/** nodejs-polars' expression: its names and defaults over Polaroid's nodes. Text beside it names a column; `pl.lit` makes text. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the tables above give the prototype every method of the interface
export class Expr {
  readonly "~expr": Node;
  constructor(node: Node) {
    this["~expr"] = node;
  }
  #of(f: (x: Loose) => { readonly "~expr": Node }): Expr {
    return new Expr(f(loose(new OurExpr(this["~expr"])))["~expr"]);
  }

  get str(): StringSpace<Expr> { return new StringSpace((f) => this.#of(f)); }
  get dt(): DateSpace<Expr> { return new DateSpace((f) => this.#of(f)); }
  get list(): ListSpace<Expr> { return new ListSpace((f) => this.#of(f)); }
  get lst(): ListSpace<Expr> { return this.list; }
  get struct(): StructSpace<Expr> { return new StructSpace((f) => this.#of(f)); }
  get [Symbol.toStringTag](): string { return "Expr"; }

  /** Polaroid's own expression. */
  inner(): OurExpr { return new OurExpr(this["~expr"]); }
  toString(): string { return this.inner().toString(); }
  toJSON(): string { return this.toString(); }
  serialize(_format?: string): never { return refused("Expr.serialize", "a whole query can be serialised: lazy.inner().serialize()"); }

  alias(name: string): Expr { return this.#of((x) => x.alias(name)); }
  as(name: string): Expr { return this.alias(name); }
  keepName(): Expr { return this.#of((x) => x.name.keep()); }
  prefix(text: string): Expr { return this.#of((x) => x.name.prefix(text)); }
  suffix(text: string): Expr { return this.#of((x) => x.name.suffix(text)); }
  exclude(...columns: any[]): Expr { return this.#of((x) => x.exclude(...columns.flat(2))); }
  cast(dtype: DataType | (() => DataType), strict = false): Expr { return this.#of((x) => x.cast(nativeType(dtype), { strict })); }

  and(other: any): Expr { return this.#of((x) => x.and(into(other))); }
  or(other: any): Expr { return this.#of((x) => x.or(into(other))); }
  all(ignoreNulls: any = true): Expr { return this.#of((x) => x.all(option(ignoreNulls, "ignoreNulls", true))); }
  any(ignoreNulls: any = true): Expr { return this.#of((x) => x.any(option(ignoreNulls, "ignoreNulls", true))); }
  isIn(other: any, _nullsEqual = false): Expr { return this.#of((x) => x.isIn(isExpr(other) || typeof other === "string" ? listed(into(other)) : plain(other))); }
  arctan2(other: any): Expr { return this.#of((x) => arctan2(x as never, into(other) as never)); }
  pow(exponent: any): Expr { return this.#of((x) => x.cast(nativeType(FLOAT)).pow(literal(option(exponent, "exponent", exponent)))); }
  log(base: number = Math.E): Expr { return this.#of((x) => x.log(base)); }
  dot(other: any): Expr { return this.#of((x) => x.dot(into(other))); }
  clip(min: any, max?: any): Expr { return this.#of((x) => x.clip(plain(option(min, "min", min)), plain(typeof min === "number" ? max : min.max))); }
  round(decimals: any = 0, mode: string = "halftoeven"): Expr {
    const digits = option(decimals, "decimals", 0) as number;
    if ((decimals?.mode ?? mode) !== "halfawayfromzero") return this.#of((x) => x.round(digits));
    const scale = 10 ** digits;
    return this.#of((x) => x.abs().mul(scale).add(0.5).floor().div(scale).mul(x.sign()));
  }

  argSort(descending: any = false, nullsLast = false): Expr { return this.#of((x) => x.argSort({ descending: option(descending, "descending", false), nullsLast: descending?.nullsLast ?? nullsLast })); }
  sort(descending: any = false, nullsLast = false, _maintainOrder = false): Expr { return this.#of((x) => x.sort({ descending: option(descending, "descending", false), nullsLast: descending?.nullsLast ?? nullsLast })); }
  sortBy(by: any, descending: any = false): Expr {
    const keys = by?.by === undefined ? by : by.by;
    const down = [by?.by === undefined ? descending : (by.descending ?? false)].flat() as boolean[];
    if (new Set(down).size > 1) return refused("sortBy with several directions", "sort the frame by them, or negate a key");
    return this.#of((x) => x.sortBy(many([keys]), { descending: down[0] ?? false }));
  }
  rank(method: any = "average", descending = false): Expr { return this.#of((x) => x.rank(option(method, "method", "average"), method?.descending ?? descending)); }
  unique(maintainOrder: any = false): Expr { return this.#of((x) => x.unique(Boolean(option(maintainOrder, "maintainOrder", false)))); }
  reinterpret(signed: any = true): Expr { return this.#of((x) => x.reinterpret({ signed: option(signed, "signed", true) })); }
  valueCounts(sort = false, _parallel = false, name?: string, normalize = false): Expr { return this.#of((x) => x.valueCounts({ sort, normalize, name: name ?? (normalize ? "proportion" : "count") })); }

  cumCount(reverse: any = false): Expr { return this.#of((x) => x.cumCount(option(reverse, "reverse", false))); }
  cumMax(reverse: any = false): Expr { return this.#of((x) => x.cumMax(option(reverse, "reverse", false))); }
  cumMin(reverse: any = false): Expr { return this.#of((x) => x.cumMin(option(reverse, "reverse", false))); }
  cumProd(reverse: any = false): Expr { return this.#of((x) => x.cumProd(option(reverse, "reverse", false))); }
  cumSum(reverse: any = false): Expr { return this.#of((x) => x.cumSum(option(reverse, "reverse", false))); }
  diff(n: any = 1, nullBehavior = "ignore"): Expr {
    const rows = option(n, "n", 1) as number;
    return this.#of((x) => ((n?.nullBehavior ?? nullBehavior) === "drop" ? x.diff(rows).slice(rows) : x.diff(rows)));
  }
  pctChange(n: any = 1): Expr { return this.#of((x) => x.pctChange(option(n, "n", 1))); }
  shift(periods: any = 1): Expr { return this.#of((x) => x.shift(option(periods, "periods", 1))); }
  shiftAndFill(periods: any, fillValue?: any): Expr { return this.#of((x) => x.shift(option(periods, "periods", 1), plain(periods?.fillValue ?? fillValue))); }
  shuffle(seed?: any): Expr { return this.#of((x) => x.shuffle(option(seed, "seed", undefined))); }
  sample(opts?: any, frac?: number, withReplacement = false, seed?: number, shuffle = false): Expr { return this.#of((x) => x.sample(sampled(opts, frac, withReplacement, seed, shuffle))); }

  fillNan(value: any): Expr { return this.#of((x) => x.fillNan(plain(value))); }
  fillNull(value: any, limit?: number): Expr {
    if (STRATEGIES.includes(value)) return this.#of((x) => x.fillNull(limit == null ? { strategy: value } : { strategy: value, limit }));
    return this.#of((x) => x.fillNull(literal(value)));
  }
  filter(predicate: any): Expr { return this.#of((x) => x.filter(literal(predicate))); }
  where(predicate: any): Expr { return this.filter(predicate); }
  /** The items of lists, none of an empty one as null; what is no list stays as it is. */
  explode(): Expr { return this.#of((x) => x.pipeWithDtype((e: Loose, type: NativeType) => (type.id === "List" ? e["list"].explode({ emptyAsNull: true }) : type.id === "FixedSizeList" ? e["explode"]() : e))); }
  flatten(): Expr { return this.explode(); }
  extendConstant(value: any, n?: number): Expr { return this.#of((x) => x.extendConstant(plain(option(value, "value", null)), n ?? value?.n)); }
  gather(indices: any): Expr { return this.#of((x) => x.gather(plain(indices?.index ?? indices))); }
  gatherEvery(n: number, offset = 0): Expr { return this.#of((x) => x.gatherEvery(n, offset)); }
  head(n: any = 10): Expr { return this.#of((x) => x.head(option(n, "length", 10))); }
  tail(n: any = 10): Expr { return this.#of((x) => x.tail(option(n, "length", 10))); }
  slice(offset: any, length?: any): Expr { return this.#of((x) => x.slice(option(offset, "offset", 0), (typeof offset === "object" ? offset.length : length) ?? null)); }
  hash(seed: any = 0): Expr { return this.#of((x) => x.hash(Number(option(seed, "k0", 0)))); }
  interpolate(method: string = "linear"): Expr { return this.#of((x) => x.interpolate(method)); }
  over(...keys: any[]): Expr { return this.#of((x) => x.over(...many(keys))); }
  quantile(q: number, interpolation: string = "nearest"): Expr { return this.#of((x) => x.quantile(q, interpolation)); }
  entropy(base: any = Math.E, normalize = true): Expr { return this.#of((x) => x.entropy({ base: option(base, "base", Math.E), normalize: base?.normalize ?? normalize })); }
  kurtosis(fisher: any = true, bias = true): Expr { return this.#of((x) => x.kurtosis({ fisher: option(fisher, "fisher", true), bias: fisher?.bias ?? bias })); }
  skew(bias: any = true): Expr { return this.#of((x) => x.skew({ bias: option(bias, "bias", true) })); }
  repeatBy(by: any): Expr { return this.#of((x) => x.repeatBy(compared(by))); }
  reshape(dims: number[]): Expr { return this.#of((x) => x.reshape(dims)); }
  replace(old: any, value?: any): Expr { return this.#of((x) => x.replace(...replaced(old, value))); }
  replaceStrict(old: any, value?: any, otherwise?: any, returnDtype?: DataType): Expr {
    const other = old?.default_ ?? otherwise;
    const options = { ...(other == null ? {} : { default: plain(other) }), ...(returnDtype === undefined ? {} : { returnDtype: nativeType(returnDtype) }) };
    return this.#of((x) => x.replaceStrict(...replaced(old, value), options));
  }

  ewmMean(...args: any[]): Expr { return this.#of((x) => x.ewmMean(decay(args, false))); }
  ewmStd(...args: any[]): Expr { return this.#of((x) => x.ewmStd(decay(args, true))); }
  ewmVar(...args: any[]): Expr { return this.#of((x) => x.ewmVar(decay(args, true))); }
  rollingMax(...args: RollingArguments): Expr { return this.#of((x) => x.rollingMax(...rolled(args))); }
  rollingMean(...args: RollingArguments): Expr { return this.#of((x) => x.rollingMean(...rolled(args))); }
  rollingMin(...args: RollingArguments): Expr { return this.#of((x) => x.rollingMin(...rolled(args))); }
  rollingSum(...args: RollingArguments): Expr { return this.#of((x) => x.rollingSum(...rolled(args))); }
  rollingStd(...args: RollingArguments): Expr { return this.#of((x) => x.rollingStd(...rolled(args))); }
  rollingVar(...args: RollingArguments): Expr { return this.#of((x) => x.rollingVar(...rolled(args))); }
  rollingMedian(...args: RollingArguments): Expr { return this.#of((x) => x.rollingMedian(...rolled(args))); }
  rollingQuantile(quantile: any, interpolation?: string, ...args: any[]): Expr {
    const share = option(quantile, "quantile", 0.5) as number;
    const [size, options] = rolled(typeof quantile === "object" ? [quantile] : (args as unknown as RollingArguments));
    return this.#of((x) => x.rollingQuantile(share, size, { ...options, interpolation: quantile?.interpolation ?? interpolation ?? "nearest" }));
  }
  rollingSkew(size: any, bias = true): Expr { return this.#of((x) => x.rollingSkew(option(size, "windowSize", size), { bias: size?.bias ?? bias })); }

  static isExpr(v: unknown): v is Expr { return v instanceof Expr; }
  static deserialize(_bytes: unknown, _format?: string): never { return refused("Expr.deserialize", "a whole query can be read back: LazyFrame.deserialize of polaroid"); }
}

/** All values of a column as one list; lists as they are. */
const listed = (x: Loose): unknown => x["pipeWithDtype"]((e: Loose, type: NativeType) => (type.id === "List" || type.id === "FixedSizeList" ? e : e["implode"]()));
const FLOAT = { id: "Float64" } as unknown as DataType;

/** How rows are drawn, in our words. */
export function sampled(opts: any, frac?: number, withReplacement = false, seed?: number, shuffle = false): object {
  const given = typeof opts === "object" && opts !== null ? opts : { n: opts ?? undefined, frac };
  const size = given.n !== undefined ? { n: given.n } : given.frac !== undefined ? { fraction: given.frac } : { n: 1 };
  const chosen = given.seed ?? seed;
  return { ...size, withReplacement: given.withReplacement ?? withReplacement, shuffle: given.shuffle ?? shuffle, ...(chosen === undefined ? {} : { seed: Number(chosen) }) };
}
function replaced(old: any, value: any): readonly unknown[] {
  if (typeof old === "object" && old !== null && !Array.isArray(old) && "old" in old) return [old.old];
  return [plain(old), plain(value)];
}
function decay([opts, adjust, minPeriods, bias, ignoreNulls]: any[], spread: boolean): object {
  const given = typeof opts === "object" && opts !== null ? opts : { alpha: opts, adjust, minPeriods, bias, ignoreNulls };
  return { alpha: given.alpha ?? 0.5, adjust: given.adjust ?? true, minSamples: given.minPeriods ?? 1, ignoreNulls: given.ignoreNulls ?? true, ...(spread ? { bias: given.bias ?? false } : {}) };
}

const proto = Expr.prototype as unknown as Record<string, unknown>;
const of = (e: Expr): Loose => loose(e.inner() as never);
for (const name of SAME) proto[name] = function (this: Expr): Expr { return new Expr(of(this)[name]()["~expr"]); };
for (const [name, ours] of Object.entries(ARITHMETIC)) proto[name] = function (this: Expr, other: unknown): Expr { return new Expr(call(ours, [this["~expr"], into(other)["~expr"]])); };
for (const [name, ours] of Object.entries(COMPARISON)) proto[name] = function (this: Expr, other: unknown): Expr { return new Expr(of(this)[ours](compared(other))["~expr"]); };
guardAll(Expr.prototype);
inspectable(Expr.prototype);
/** The correlation of two columns. */
export const correlation = (a: unknown, b: unknown, method: "pearson" | "spearman"): Expr => new Expr(corr(into(a) as never, into(b) as never, { method })["~expr"]);
