import {
  type Binary, type Bool, type Categorical, type DataType, type Date32, Datetime, Decimal, type DType, Duration, Enum, FixedSizeList, type Float32, type Float64, type Int8, type Int16, type Int32, type Int64, List, Struct, type Time, type TimeUnit, type UInt8, type UInt16, type UInt32, type UInt64, type Utf8,
} from "../../arrow/types.ts";
import { badArgument, settings, textArgument, textsArgument, wholeArgument } from "../../core/argument.ts";
import { dataType } from "../../expr/data-type.ts";
import { call, columns, type Expr as Node } from "../../expr/node.ts";
import { type ClassName, type Pick, picked, type SetOperation } from "../../expr/pick.ts";
import { schemaArgument } from "../schema-argument.ts";
import { strictly } from "../strict.ts";
import type { One } from "../types/frames.ts";
import type { Op } from "../types/made.ts";
import type { All, Class, Combined, Like, Named, Unknown } from "../types/names.ts";
import type { Cur } from "../types/node.ts";
import { Expr } from "./expr.ts";
import { type IntoExpr, nodeOf } from "./into.ts";

type Any = Selector<any>;
type NameOf<X> = X extends Selector<infer N> ? N : never;
type Set1<How, Name, X extends readonly Any[]> = Selector<X extends readonly [] ? Name : Combined<How, Name, NameOf<X[number]>>>;

/**
 * A pick of columns by what they are: an expression, and a set of columns that can be united with others.
 * @example cs.numeric().exclude("id").mean()
 * @ts-ignore covariance is asserted, as for expressions */
export class Selector<out Name = any> extends Expr<Cur, Name, "rows"> {
  readonly #pick: Pick;
  constructor(pick: Pick) {
    if (typeof pick?.by !== "string") throw badArgument("what a Selector is made of", pick, "a pick; use cs.numeric() and the like");
    super(columns(Object.freeze(pick)));
    this.#pick = pick;
  }
  protected override wrap<E>(node: Node): E { return new Expr(node) as E; }
  #set<E>(how: SetOperation, others: readonly unknown[]): E { return new Selector(combined(how, [this.#pick, ...others.map(pickOf)])) as E; }
  #either<E>(how: SetOperation, fn: string, others: readonly unknown[]): E { return others.length > 0 && others.every(isSelector) ? this.#set(how, others) : this.wrap((others as readonly IntoExpr[]).reduce<Node>((all, o) => call(fn, [all, nodeOf(o)]), this["~expr"])); }

  /** The columns of any. @example cs.float().union(cs.byName("id")) */
  union<const X extends readonly Any[]>(...others: X): Set1<"union", Name, X> { return this.#set("union", others); }
  /** The columns of all. @example cs.numeric().intersection(cs.startsWith("x")) */
  intersection<const X extends Any>(other: X): Selector<Combined<"intersection", Name, NameOf<X>>> { return this.#set("intersection", [other]); }
  /** The columns of this one alone. @example cs.numeric().difference(cs.float()) */
  difference<const X extends readonly Any[]>(...others: X): Set1<"difference", Name, X> { return this.#set("difference", others); }
  /** The columns of one of both. @example cs.numeric().symmetricDifference(cs.startsWith("x")) */
  symmetricDifference<const X extends Any>(other: X): Selector<Combined<"symmetricDifference", Name, NameOf<X>>> { return this.#set("symmetricDifference", [other]); }
  /** All other columns. @example cs.string().complement() */
  complement(): Selector<Combined<"difference", All, Name>> { return new Selector({ by: "not", pick: this.#pick }); }

  /** With a selector its `union`, else Kleene or. @example cs.float().or(cs.integer()) */
  override or<const X extends Any>(other: X): Selector<Combined<"union", Name, NameOf<X>>>;
  override or<const R extends readonly IntoExpr[]>(...others: R): Op<Cur, "or", R[number], Name, "rows">;
  override or(...others: readonly unknown[]): never { return this.#either("union", "or", others); }
  /** With a selector its `intersection`, else Kleene and. @example cs.numeric().and(cs.endsWith("x")) */
  override and<const X extends Any>(other: X): Selector<Combined<"intersection", Name, NameOf<X>>>;
  override and<const R extends readonly IntoExpr[]>(...others: R): Op<Cur, "and", R[number], Name, "rows">;
  override and(...others: readonly unknown[]): never { return this.#either("intersection", "and", others); }
  /** With a selector its `difference`, else the difference of values. @example cs.numeric().sub(cs.float()) */
  override sub<const X extends Any>(other: X): Selector<Combined<"difference", Name, NameOf<X>>>;
  override sub<const R extends IntoExpr>(other: R): Op<Cur, "sub", R, Name, "rows">;
  override sub(other: unknown): never { return this.#either("difference", "sub", [other]); }
  /** With a selector its `symmetricDifference`, else exclusive or. @example cs.numeric().xor(cs.float()) */
  override xor<const X extends Any>(other: X): Selector<Combined<"symmetricDifference", Name, NameOf<X>>>;
  override xor<const R extends IntoExpr>(other: R): Op<Cur, "xor", R, Name, "rows">;
  override xor(other: unknown): never { return this.#either("symmetricDifference", "xor", [other]); }
  /**
   * The columns but some: names, types or selectors. @example cs.numeric().exclude("id")
   * @ts-ignore the names of the result are told more finely than those of an expression */
  override exclude<const E extends readonly (Left | readonly Left[])[]>(...others: E): Selector<Combined<"difference", Name, Meant<One<E[number]>>>> { return this.#set("difference", [new Selector(meant(others))]); }
  /** The same columns as an expression, of which set operations mean values. @example cs.boolean().asExpr().or(cs.boolean().asExpr()) */
  asExpr(): Expr<Cur, Name, "rows"> { return new Expr(this["~expr"]); }
}
type Left = string | DType | Any;
type Meant<X> = [X] extends [string] ? Named<X> : [X] extends [Any] ? NameOf<X> : Unknown;

/** Whether something is a selector. @example isSelector(cs.numeric()) */
export const isSelector = (v: unknown): v is Selector => v instanceof Selector;

/** The pick of a selector. */
export function pickOf(v: unknown): Pick {
  if (isSelector(v)) return (v["~expr"] as { readonly pick: Pick }).pick;
  throw badArgument("what a selector is combined with", v, "a selector such as cs.numeric()");
}
const combined = (how: SetOperation, picks: readonly Pick[]): Pick => ({
  by: "set",
  how,
  picks: Object.freeze(how === "union" ? picks.flatMap((p) => (p.by === "set" && p.how === "union" ? p.picks : [p])) : picks),
});
const isRegex = (text: string): boolean => text.startsWith("^") && text.endsWith("$");
/** The columns of names, patterns `^...$`, types and selectors. */
function meant(all: readonly unknown[]): Pick {
  const picks = all.flat().map((v): Pick => {
    if (typeof v === "string") return isRegex(v) ? { by: "regex", pattern: v } : { by: "names", names: [v], optional: true };
    return isSelector(v) ? pickOf(v) : typePick(v);
  });
  return combined("union", picks);
}

// Types that take parameters mean all of their kind where they are given none.
const KINDS: ReadonlyMap<unknown, Pick> = new Map<unknown, Pick>([
  [Datetime, { by: "datetime", units: null, zones: null }],
  [Duration, { by: "duration", units: null }],
  [List, { by: "items", of: "List", inner: null, size: null }],
  [FixedSizeList, { by: "items", of: "FixedSizeList", inner: null, size: null }],
  [Struct, { by: "class", name: "struct" }],
  [Enum, { by: "class", name: "enum" }],
  [Decimal, { by: "class", name: "decimal" }],
]);
const typePick = (v: unknown): Pick => KINDS.get(v) ?? { by: "types", types: Object.freeze([dataType(v, "a selector") as DataType]), exact: true };

const ofClass = (name: ClassName) => (): never => new Selector({ by: "class", name }) as never;
const like = (how: "startsWith" | "endsWith" | "contains") => (...texts: readonly string[]): never => new Selector({ by: "text", how, texts: Object.freeze(textsArgument(texts.flat(), `what ${how} looks for`)) }) as never;
const listOf = <T>(v: T | readonly T[] | null | undefined): readonly T[] | null => (v === undefined ? null : Object.freeze(Array.isArray(v) ? [...(v as readonly T[])] : [v as T]));
function unitsOf(v: unknown, where: string): readonly TimeUnit[] | null {
  const units = listOf(v);
  for (const u of units ?? []) if (u !== "ms" && u !== "us" && u !== "ns") throw badArgument(`a unit of ${where}`, u, "ms, us or ns");
  return units as readonly TimeUnit[] | null;
}
function zonesOf(v: unknown): readonly (string | null)[] | null {
  const zones = listOf(v);
  for (const z of zones ?? []) if (z !== null && typeof z !== "string") throw badArgument("timeZone of cs.datetime", z, 'the name of a zone, null or "*"');
  return zones as readonly (string | null)[] | null;
}
const inner = (v: unknown): Pick | null => (v === undefined || v === null ? null : isSelector(v) ? pickOf(v) : typePick(v));

const NAMES: { readonly asciiOnly: boolean; readonly ignoreSpaces: boolean } = Object.freeze({ asciiOnly: false, ignoreSpaces: false });
const REQUIRE: { readonly requireAll: boolean } = Object.freeze({ requireAll: true });
const STRICT: { readonly strict: boolean } = Object.freeze({ strict: true });
const DATETIME: { readonly timeUnit: unknown; readonly timeZone: unknown } = Object.freeze({ timeUnit: undefined, timeZone: undefined });
const ARRAY: { readonly width: number | null } = Object.freeze({ width: null });
const optionsLast = (given: readonly unknown[]): readonly [readonly unknown[], unknown] => {
  const last = given[given.length - 1];
  return typeof last === "object" && last !== null && !Array.isArray(last) ? [given.slice(0, -1), last] : [given, undefined];
};
function byNames(where: string, characters: string, ascii: string, options: unknown): never {
  const { asciiOnly, ignoreSpaces } = settings(where, NAMES, options);
  return new Selector({ by: "regex", pattern: `^[${asciiOnly ? ascii : characters}${ignoreSpaces ? " " : ""}]+$` }) as never;
}
function placed(at: readonly unknown[], optional: boolean): never {
  return new Selector({ by: "index", at: Object.freeze(at.map((i) => wholeArgument(i, "the place of a column"))), ...(optional && { optional }) }) as never;
}
function some(where: string, fn: (...given: readonly unknown[]) => never): (...given: readonly unknown[]) => never {
  return (...given) => {
    if (given.flat().length === 0) throw badArgument(`what ${where} is given`, undefined, "at least one");
    return fn(...given);
  };
}

type Floats = Float32 | Float64;
type Signed = Int8 | Int16 | Int32 | Int64;
type Unsigned = UInt8 | UInt16 | UInt32 | UInt64;
type Moments = Date32 | Datetime | Time | Duration;
type OfClass<C> = () => Selector<Class<C>>;
type Texts<T extends string | readonly string[]> = T extends readonly (infer I extends string)[] ? I : T & string;
type Kinds = typeof Datetime | typeof Duration | typeof List | typeof FixedSizeList | typeof Struct | typeof Enum | typeof Decimal;
type Places = number | readonly number[];
type Units = TimeUnit | readonly TimeUnit[];
type Inner = Any | DType;
interface Requiring { readonly requireAll: boolean }

/** Selectors of columns, by kind of type, name or place. */
export interface Selectors {
  /** All columns. @example cs.all() */
  readonly all: () => Selector<All>;
  /** Numbers: integers, floats and decimals. @example cs.numeric() */
  readonly numeric: OfClass<Signed | Unsigned | Floats | Decimal>;
  /** Whole numbers. @example cs.integer() */
  readonly integer: OfClass<Signed | Unsigned>;
  /** Whole numbers with a sign. @example cs.signedInteger() */
  readonly signedInteger: OfClass<Signed>;
  /** Whole numbers without a sign. @example cs.unsignedInteger() */
  readonly unsignedInteger: OfClass<Unsigned>;
  /** Floats. @example cs.float() */
  readonly float: OfClass<Floats>;
  /** Decimals of any precision. @example cs.decimal() */
  readonly decimal: OfClass<Decimal>;
  /** Dates, datetimes, durations and times of day. @example cs.temporal() */
  readonly temporal: OfClass<Moments>;
  /** Dates. @example cs.date() */
  readonly date: OfClass<Date32>;
  /** Times of day. @example cs.time() */
  readonly time: OfClass<Time>;
  /** Datetimes; of some units and zones, where "*" is any zone and null none. @example cs.datetime("us", { timeZone: "*" }) */
  readonly datetime: (timeUnit?: Units | null, options?: { readonly timeZone?: string | null | readonly (string | null)[] }) => Selector<Class<Datetime>>;
  /** Durations; of some units. @example cs.duration("ms") */
  readonly duration: (timeUnit?: Units) => Selector<Class<Duration>>;
  /** Text; categories too where asked. @example cs.string() */
  readonly string: <const O extends { readonly includeCategorical?: boolean } = {}>(options?: O) => Selector<Class<O extends { readonly includeCategorical: true } ? Utf8 | Categorical : Utf8>>;
  /** Categoricals. @example cs.categorical() */
  readonly categorical: OfClass<Categorical>;
  /** Enums. @example cs.enum() */
  readonly enum: OfClass<Enum>;
  /** Truth values. @example cs.boolean() */
  readonly boolean: OfClass<Bool>;
  /** Bytes. @example cs.binary() */
  readonly binary: OfClass<Binary>;
  /** Structs. @example cs.struct() */
  readonly struct: OfClass<Struct>;
  /** Lists; of items that a selector takes. @example cs.list(cs.numeric()) */
  readonly list: (inner?: Inner) => Selector<Class<List>>;
  /** Lists of one size; of items that a selector takes, or of some width. @example cs.array(cs.float(), { width: 3 }) */
  readonly array: (inner?: Inner | null, options?: { readonly width?: number }) => Selector<Class<FixedSizeList>>;
  /** Lists, lists of one size and structs. @example cs.nested() */
  readonly nested: OfClass<List | FixedSizeList | Struct>;
  /** JavaScript values of no type of their own: there are no such columns. @example cs.object() */
  readonly object: () => Selector<Unknown>;
  /** Columns of some types; `Datetime` and the like without arguments are all of their kind. @example cs.byDtype(Int64, Utf8) */
  readonly byDtype: <const T extends DType>(...types: (T | Kinds | readonly (T | Kinds)[])[]) => Selector<[T] extends [never] ? Unknown : Class<T>>;
  /** Columns by their places, in that order; negative from the end. @example cs.byIndex(0, -1) */
  readonly byIndex: (...places: readonly [...Places[], Places | { readonly requireAll?: boolean }] | readonly []) => Selector<Unknown>;
  /** Columns by their names, in that order; `requireAll: false` leaves out what is not there. @example cs.byName("a", "b") */
  readonly byName: <const E extends readonly (string | readonly string[] | Requiring)[]>(...names: E) => Selector<Named<One<Exclude<E[number], Requiring>>>>;
  /** The first column. @example cs.first() */
  readonly first: (options?: { readonly strict?: boolean }) => Selector<Unknown>;
  /** The last column. @example cs.last() */
  readonly last: (options?: { readonly strict?: boolean }) => Selector<Unknown>;
  /** Names that start with one of some texts. @example cs.startsWith("x_") */
  readonly startsWith: <const T extends string | readonly string[]>(...texts: readonly [T, ...T[]]) => Selector<Like<`${Texts<T>}${string}`>>;
  /** Names that end with one of some texts. @example cs.endsWith("_id") */
  readonly endsWith: <const T extends string | readonly string[]>(...texts: readonly [T, ...T[]]) => Selector<Like<`${string}${Texts<T>}`>>;
  /** Names that have one of some texts in them. @example cs.contains("price") */
  readonly contains: <const T extends string | readonly string[]>(...texts: readonly [T, ...T[]]) => Selector<Like<`${string}${Texts<T>}${string}`>>;
  /** Names that a regular expression finds something in. @example cs.matches("^x[0-9]") */
  readonly matches: (pattern: string) => Selector<Unknown>;
  /** Names of letters alone. @example cs.alpha({ asciiOnly: true }) */
  readonly alpha: (options?: { readonly asciiOnly?: boolean; readonly ignoreSpaces?: boolean }) => Selector<Unknown>;
  /** Names of letters and digits alone. @example cs.alphanumeric({ ignoreSpaces: true }) */
  readonly alphanumeric: (options?: { readonly asciiOnly?: boolean; readonly ignoreSpaces?: boolean }) => Selector<Unknown>;
  /** Names of digits alone. @example cs.digit() */
  readonly digit: (options?: { readonly asciiOnly?: boolean }) => Selector<Unknown>;
  /** All columns but some: names, patterns, types or selectors. @example cs.exclude("id", cs.temporal()) */
  readonly exclude: <const E extends readonly (Left | readonly Left[])[]>(...columns: E) => Selector<Combined<"difference", All, Meant<One<E[number]>>>>;
  /** Whether something is a selector. @example cs.isSelector(cs.all()) */
  readonly isSelector: (v: unknown) => v is Selector;
  /** The names that a selector takes of a frame, or of names and types. @example cs.expandSelector({ a: Int64, b: Utf8 }, cs.string()) */
  readonly expandSelector: (target: unknown, selector: Any) => string[];
}

const SELECTORS = {
  all: () => new Selector({ by: "all", except: [] }),
  numeric: ofClass("numeric"),
  integer: ofClass("integer"),
  signedInteger: ofClass("signedInteger"),
  unsignedInteger: ofClass("unsignedInteger"),
  float: ofClass("float"),
  decimal: ofClass("decimal"),
  temporal: ofClass("temporal"),
  date: ofClass("date"),
  time: ofClass("time"),
  datetime: (timeUnit, options) => {
    const { timeZone } = settings("cs.datetime", DATETIME, options);
    const zoned = typeof options === "object" && options !== null && "timeZone" in options && timeZone === undefined && options.timeZone === null ? null : timeZone;
    return new Selector({ by: "datetime", units: timeUnit === null ? null : unitsOf(timeUnit, "cs.datetime"), zones: zonesOf(zoned) });
  },
  duration: (timeUnit) => new Selector({ by: "duration", units: unitsOf(timeUnit, "cs.duration") }),
  string: (options) => new Selector({ by: "class", name: settings("cs.string", { includeCategorical: false }, options).includeCategorical ? "text" : "string" }),
  categorical: ofClass("categorical"),
  enum: ofClass("enum"),
  boolean: ofClass("boolean"),
  binary: ofClass("binary"),
  struct: ofClass("struct"),
  list: (of) => new Selector({ by: "items", of: "List", inner: inner(of), size: null }),
  array: (of, options) => new Selector({ by: "items", of: "FixedSizeList", inner: inner(of), size: settings("cs.array", ARRAY, options).width }),
  nested: ofClass("nested"),
  object: ofClass("none"),
  byDtype: (...types) => new Selector(combined("union", types.flat().map(typePick))) as never,
  byIndex: (...given) => {
    const [places, options] = optionsLast(given);
    return placed(places.flat(), !settings("cs.byIndex", REQUIRE, options).requireAll);
  },
  byName: (...given) => {
    const [names, options] = optionsLast(given);
    const { requireAll } = settings("cs.byName", REQUIRE, options);
    return new Selector({ by: "names", names: Object.freeze([...new Set(textsArgument(names.flat() as string[], "a column to select"))]), ...(!requireAll && { optional: true }) }) as never;
  },
  first: (options) => placed([0], !settings("cs.first", STRICT, options).strict),
  last: (options) => placed([-1], !settings("cs.last", STRICT, options).strict),
  startsWith: some("cs.startsWith", like("startsWith") as never) as never,
  endsWith: some("cs.endsWith", like("endsWith") as never) as never,
  contains: some("cs.contains", like("contains") as never) as never,
  matches: (pattern) => new Selector({ by: "regex", pattern: textArgument(pattern, "the pattern of cs.matches") }),
  alpha: (options) => byNames("cs.alpha", "\\p{Alphabetic}", "a-zA-Z", options),
  alphanumeric: (options) => byNames("cs.alphanumeric", "\\p{Alphabetic}\\p{Nd}", "a-zA-Z0-9", options),
  digit: (options) => byNames("cs.digit", "\\p{Nd}", "0-9", options),
  exclude: (...given) => new Selector(combined("difference", [{ by: "all", except: [] }, meant(given.flat())])) as never,
  isSelector,
  expandSelector: (target, selector) => picked(pickOf(selector), schemaArgument(target)),
} satisfies Selectors;

/** Picks of columns by what they hold, what they are called and where they stand. @example cs.numeric() */
export const cs: Selectors = Object.freeze(
  Object.fromEntries(Object.entries(SELECTORS).map(([name, f]) => [name, strictly(`cs.${name}`, f)])),
) as unknown as Selectors;
