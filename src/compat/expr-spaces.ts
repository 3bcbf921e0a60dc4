import { concatList, element } from "../api/expr/functions.ts";
import { badArgument } from "../core/argument.ts";
import { type DataType, nativeType } from "./data-type.ts";
import { guardAll, refused } from "./guard.ts";
import { into, literal, many, patternText, plain } from "./into.ts";
import type { Loose } from "./ours.ts";

/** Makes of a change to an expression what the namespace's owner is: an expression, or a Series. */
export type Through<R> = (f: (x: Loose) => Loose) => R;

abstract class Space<R> {
  protected readonly through: Through<R>;
  constructor(through: Through<R>) {
    this.through = through;
  }
}
const text = (v: unknown): unknown => plain(patternText(v));
const encoding = (v: any): string => (typeof v === "string" ? v : v?.encoding);

/** `str` by nodejs-polars' names. */
export class StringSpace<R> extends Space<R> {
  #str(f: (s: Loose) => Loose): R { return this.through((x) => f(x["str"])); }
  concat(delimiter: string, ignoreNulls = true): R { return this.#str((s) => s.join(delimiter, { ignoreNulls })); }
  contains(pattern: any, literal = false, _strict = true): R { return this.#str((s) => s.contains(text(pattern), { literal })); }
  decode(how: any, strict = false): R { return this.through((x) => x.str.decode(encoding(how), { strict: how?.strict ?? strict }).cast(nativeType(TEXT), { strict: false })); }
  encode(how: any): R { return this.#str((s) => s.encode(encoding(how))); }
  endsWith(suffix: any): R { return this.#str((s) => s.endsWith(plain(suffix))); }
  startsWith(prefix: any): R { return this.#str((s) => s.startsWith(plain(prefix))); }
  extract(pattern: any, groupIndex = 1): R { return this.#str((s) => s.extract(text(pattern), groupIndex)); }
  jsonDecode(dtype: DataType, _inferSchemaLength?: number): R {
    if (dtype === undefined) throw badArgument("the type of jsonDecode", dtype, "given: a query's types are known before it runs");
    return this.#str((s) => s.jsonDecode(nativeType(dtype)));
  }
  jsonPathMatch(path: any): R { return this.#str((s) => s.jsonPathMatch(path)); }
  lengths(): R { return this.#str((s) => s.lenChars()); }
  lstrip(): R { return this.#str((s) => s.stripCharsStart()); }
  rstrip(): R { return this.#str((s) => s.stripCharsEnd()); }
  strip(): R { return this.#str((s) => s.stripChars()); }
  stripChars(characters: any = null): R { return this.#str((s) => s.stripChars(plain(characters))); }
  stripCharsStart(characters: any = null): R { return this.#str((s) => s.stripCharsStart(plain(characters))); }
  stripCharsEnd(characters: any = null): R { return this.#str((s) => s.stripCharsEnd(plain(characters))); }
  padStart(length: number, fillChar: string): R { return this.#str((s) => s.padStart(length, fillChar)); }
  padEnd(length: number, fillChar: string): R { return this.#str((s) => s.padEnd(length, fillChar)); }
  zFill(length: any): R { return this.#str((s) => s.zfill(plain(length))); }
  replace(pattern: any, value: any, literal = false, n = 1): R { return this.#str((s) => s.replace(text(pattern), plain(value), { literal, n })); }
  replaceAll(pattern: any, value: any, literal = false): R { return this.#str((s) => s.replaceAll(text(pattern), plain(value), { literal })); }
  slice(start: any, length?: any): R { return this.#str((s) => s.slice(plain(start), plain(length ?? null))); }
  split(by: any, options?: any): R { return this.#str((s) => s.split(text(by), { inclusive: (typeof options === "object" ? options?.inclusive : options) ?? false })); }
  strptime(dtype: any, format?: string): R {
    const type = nativeType(dtype);
    if (type.id === "Date32") return this.#str((s) => s.toDate(format ?? null, { strict: false }));
    if (type.id === "Datetime") return this.#str((s) => s.toDatetime(format ?? null, { strict: false }));
    throw badArgument("the type of strptime", type.id, "pl.Date or pl.Datetime()");
  }
  toLowerCase(): R { return this.#str((s) => s.toLowercase()); }
  toUpperCase(): R { return this.#str((s) => s.toUppercase()); }
}
const TEXT = { id: "Utf8" } as unknown as DataType;

/** `dt` by nodejs-polars' names. */
export class DateSpace<R> extends Space<R> {
  #dt(f: (d: Loose) => Loose): R { return this.through((x) => f(x["dt"])); }
  day(): R { return this.#dt((d) => d.day()); }
  hour(): R { return this.#dt((d) => d.hour()); }
  minute(): R { return this.#dt((d) => d.minute()); }
  month(): R { return this.#dt((d) => d.month()); }
  nanosecond(): R { return this.#dt((d) => d.nanosecond()); }
  ordinalDay(): R { return this.#dt((d) => d.ordinalDay()); }
  second(): R { return this.#dt((d) => d.second()); }
  week(): R { return this.#dt((d) => d.week()); }
  weekday(): R { return this.#dt((d) => d.weekday()); }
  year(): R { return this.#dt((d) => d.year()); }
  strftime(format: string): R { return this.#dt((d) => d.strftime(format)); }
  timestamp(): R { return this.#dt((d) => d.timestamp("ms")); }
  truncate(every: string): R { return this.#dt((d) => d.truncate(every)); }
  round(every: string): R { return this.#dt((d) => d.round(every)); }
  replaceTimeZone(timeZone: string | null, ambiguous = "raise", nonExistent = "raise"): R { return this.#dt((d) => d.replaceTimeZone(timeZone, { ambiguous, nonExistent })); }
  convertTimeZone(timeZone: string): R { return this.#dt((d) => d.convertTimeZone(timeZone)); }
}

/** `list` by nodejs-polars' names. */
export class ListSpace<R> extends Space<R> {
  #list(f: (l: Loose) => Loose): R { return this.through((x) => f(x["list"])); }
  argMax(): R { return this.#list((l) => l.argMax()); }
  argMin(): R { return this.#list((l) => l.argMin()); }
  concat(other: any): R { return this.through((x) => concatList(x as never, ...(many([other]) as never[])) as unknown as Loose); }
  contains(item: any, nullsEqual = true): R { return this.#list((l) => l.contains(typeof item === "number" ? item : literal(item), { nullsEqual })); }
  diff(n = 1, nullBehavior = "ignore"): R { return this.#list((l) => l.diff(n, { nullBehavior })); }
  eval(expr: any): R { return this.#list((l) => l.eval(into(expr))); }
  first(): R { return this.get(0); }
  get(index: any, nullOnOob = true): R { return this.#list((l) => l.get(plain(index), { nullOnOob })); }
  head(n = 5): R { return this.slice(0, n); }
  join(options?: any): R {
    const separator = typeof options === "string" ? options : (options?.separator ?? ",");
    return this.#list((l) => l.join(plain(separator), { ignoreNulls: options?.ignoreNulls ?? false }));
  }
  last(): R { return this.get(-1); }
  lengths(): R { return this.#list((l) => l.len()); }
  max(): R { return this.#list((l) => l.max()); }
  mean(): R { return this.#list((l) => l.mean()); }
  min(): R { return this.#list((l) => l.min()); }
  reverse(): R { return this.#list((l) => l.reverse()); }
  shift(n: any): R { return this.#list((l) => l.shift(plain(n))); }
  slice(offset: any, length?: any): R { return this.#list((l) => l.slice(plain(offset), plain(length ?? null))); }
  sort(descending: any = false): R { return this.#list((l) => l.sort({ descending: (typeof descending === "object" ? descending?.descending : descending) ?? false })); }
  sum(): R { return this.#list((l) => l.sum()); }
  tail(n = 5): R { return this.slice(-n, n); }
  unique(): R { return this.#list((l) => l.eval((element() as unknown as Loose).unique())); }
}

/** `struct` by nodejs-polars' names. */
export class StructSpace<R> extends Space<R> {
  /** The name of a field by its place, which a query does not know before it runs. */
  protected nameAt(_index: number): string {
    return refused("struct.nth of an expression", "name the field: struct.field(name)");
  }
  field(name: string): R { return this.through((x) => x.struct.field(name)); }
  nth(index: number): R { return this.through((x) => x.struct.field(this.nameAt(index))); }
  renameFields(names: readonly string[]): R { return this.through((x) => x.struct.renameFields(names)); }
  withFields(...fields: any[]): R { return this.through((x) => x.struct.withFields(...many(fields))); }
  jsonEncode(): R { return this.through((x) => x.struct.jsonEncode()); }
}
for (const space of [StringSpace, DateSpace, ListSpace, StructSpace]) guardAll(space.prototype);
