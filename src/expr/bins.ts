import { isInteger, isNested, isNumeric, typeName } from "../arrow/type-info.ts";
import { type DataType, Enum, Float64, Int64, UInt32 } from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";
import type { Expansion } from "./expansion.ts";
import { nameOf } from "./name.ts";
import { alias, call, cast, type Expr, type LiteralValue, lit, type Options } from "./node.ts";
import { supertype } from "./supertype.ts";

/** The greatest number of bins: each is part of an expression. */
const MOST = 1000;
const typed = (type: DataType): Expr => lit(null, type);
const times = (a: Expr, b: Expr): Expr => call("mul", [a, b]);
const plus = (a: Expr, b: Expr): Expr => call("add", [a, b]);
const sub = (a: Expr, b: Expr): Expr => call("sub", [a, b]);
const whole = (n: number): Expr => lit(BigInt(n), Int64);
const count = (x: Expr): Expr => cast(call("count", [x]), Int64);
/** The value at a place in the order of values; null beyond the last. */
const at = (x: Expr, i: Expr): Expr =>
  call("list.get", [call("implode", [call("sort", [call("dropNulls", [x])])]), i], Object.freeze({ nullOnOob: true }));

function ordered(fn: string, type: DataType, numeric: boolean): void {
  if (numeric ? !isNumeric(type) : isNested(type))
    throw new PolaroidError(
      "TYPE_MISMATCH",
      `${fn} takes ${numeric ? "numbers" : "values with an order"}, got ${typeName(type)}`,
    );
}
function bounded(fn: string, bins: number): number {
  if (bins > MOST) throw new PolaroidError("LIMIT_EXCEEDED", `${fn} makes ${bins} bins; ${MOST} are the most`);
  return bins;
}
const inner = (bins: number): number[] => Array.from({ length: bins - 1 }, (_, i) => i + 1);

interface Parts {
  /** Whether a row lies below each border. */
  readonly below: readonly Expr[];
  readonly borders: readonly Expr[];
  readonly type: DataType;
}

/** The bin of each row, alone or with its borders; null rows have none. */
function binned(fn: string, x: Expr, { below, borders, type }: Parts, { labels, includeIntervals }: Options): Expr {
  const bins = below.length + 1;
  const names = labels === null ? null : (labels as readonly string[]);
  if (names !== null && names.length !== bins)
    throw new PolaroidError("SHAPE_MISMATCH", `${fn} makes ${bins} bins but has ${names.length} labels`);
  const to = names === null ? UInt32 : Enum(names);
  const chosen = (values: readonly Expr[], none: DataType): Expr =>
    call("when", [
      call("isNull", [x]),
      typed(none),
      ...below.flatMap((b, i) => [b, values[i] as Expr]),
      values[below.length] as Expr,
    ]);
  const bin = chosen(
    Array.from({ length: bins }, (_, i) => lit(names === null ? i : (names[i] as string), to)),
    to,
  );
  if (!includeIntervals) return alias(bin, nameOf(x));
  const left = chosen([typed(type), ...borders], type);
  const right = chosen([...borders, typed(type)], type);
  const parts = Object.freeze(["bin", "left", "right"]);
  return alias(
    call("struct", [alias(bin, "bin"), alias(left, "left"), alias(right, "right")], Object.freeze({ names: parts })),
    nameOf(x),
  );
}
const under = (x: Expr, borders: readonly Expr[], { rightClosed }: Options): readonly Expr[] =>
  borders.map((b) => call(rightClosed ? "le" : "lt", [x, b]));

/** The type in which values meet borders. */
function borderType(type: DataType, borders: readonly LiteralValue[]): DataType {
  const numbers = borders.every((b) => typeof b === "number" || typeof b === "bigint");
  if (!numbers || !isNumeric(type) || borders.length === 0) return type;
  return supertype(type, borders.every((b) => typeof b === "bigint" || Number.isInteger(b)) ? Int64 : Float64) ?? type;
}
function ascending(borders: readonly LiteralValue[]): void {
  const less = (a: LiteralValue, b: LiteralValue): boolean => (a as number) < (b as number);
  borders.forEach((b, i) => {
    if (b === null || (i > 0 && less(b, borders[i - 1] as LiteralValue)))
      throw new PolaroidError("INVALID_ARGUMENT", "the borders of binIntervals must ascend");
  });
}

const binIntervals: Expansion = ([x, ...given], [type], options) => {
  const [e, t] = [x as Expr, type as DataType];
  const { count: bins } = options;
  if (typeof bins !== "number") {
    ordered("binIntervals", t, false);
    bounded("binIntervals", given.length + 1);
    const values = given.map((b) => (b.kind === "lit" ? b.value : null));
    ascending(values);
    const to = borderType(t, values);
    const borders = given.map((b) => cast(b, to));
    return binned("binIntervals", e, { below: under(e, borders, options), borders, type: to }, options);
  }
  ordered("binIntervals", t, true);
  const [low, high] = [cast(call("min", [e]), Float64), cast(call("max", [e]), Float64)];
  const borders = inner(bounded("binIntervals", bins)).map((i) => {
    const b = plus(times(low, lit(1 - i / bins)), times(high, lit(i / bins)));
    return isInteger(t) ? cast(call(options["rightClosed"] ? "floor" : "ceil", [b]), t) : cast(b, t);
  });
  return binned("binIntervals", e, { below: under(e, borders, options), borders, type: t }, options);
};

const binQuantiles: Expansion = ([x], [type], options) => {
  const [e, t] = [x as Expr, type as DataType];
  ordered("binQuantiles", t, true);
  const { count: bins, shares } = options;
  const last = sub(count(e), whole(1));
  const places =
    typeof bins === "number"
      ? inner(bounded("binQuantiles", bins)).map((i) => call("floorDiv", [times(last, whole(i)), whole(bins)]))
      : (shares as readonly number[]).map((q) => cast(call("floor", [times(cast(last, Float64), lit(q))]), Int64));
  bounded("binQuantiles", places.length + 1);
  const borders = places.map((p) => at(e, p));
  return binned("binQuantiles", e, { below: under(e, borders, options), borders, type: t }, options);
};

const binRanks: Expansion = ([x], [type], options) => {
  const [e, t] = [x as Expr, type as DataType];
  ordered("binRanks", t, false);
  const { count: bins, shares } = options;
  const n = count(e);
  const places =
    typeof bins === "number"
      ? inner(bounded("binRanks", bins)).map((i) =>
          plus(
            times(call("floorDiv", [n, whole(bins)]), whole(i)),
            call("minHorizontal", [call("mod", [n, whole(bins)]), whole(i)]),
          ),
        )
      : (shares as readonly number[]).map((q) =>
          cast(call("floor", [plus(times(cast(n, Float64), lit(q)), lit(0.5))]), Int64),
        );
  bounded("binRanks", places.length + 1);
  const rank = cast(call("rank", [e], Object.freeze({ method: "ordinal", descending: false })), Int64);
  const borders = places.map((p) => at(e, p));
  return binned("binRanks", e, { below: places.map((p) => call("le", [rank, p])), borders, type: t }, options);
};

/** Bins by borders, by quantiles, and by places in the order of values. */
export const BINS: Readonly<Record<string, Expansion>> = { binIntervals, binQuantiles, binRanks };
