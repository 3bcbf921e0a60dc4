import { badArgument, settings, textsArgument } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import type { Expr as Node } from "../expr/node.ts";
import type { Plan } from "../plan/node.ts";
import {
  type AsofStrategy,
  type Closed,
  type GapFill,
  groupByDynamic,
  type JoinWhereHow,
  joinAsof,
  joinWhere,
  mergeSorted,
  resampleOhlcv,
  rolling,
  type StartBy,
  setSorted,
  upsample,
  type WindowLabel,
} from "../plan/time-node.ts";
import type { AnyExpr } from "./expr/any.ts";
import { given } from "./expr/given.ts";
import { columnNodes, type IntoExpr, isExpr } from "./expr/into.ts";
import { GroupBy } from "./group-by.ts";
import { ASOF, DYNAMIC, MERGE, OHLCV, ROLLING, SORTED, UPSAMPLE, WHERE } from "./time-defaults.ts";
import type { FrameKind, Frames, Some } from "./types/frames.ts";
import type { Ok } from "./types/guard.ts";
import type { Shared } from "./types/join.ts";
import type { Given, Names } from "./types/schema.ts";
import type { Bars, JoinedAsof, JoinedWhere, OkPairs, Pairs, Upsampled, WhereOf, WindowKeys } from "./types/time.ts";

type Key<N extends string> = N | AnyExpr;
/** Which row of the other frame goes beside each row. */
export interface AsofArguments<L extends string = string, R extends string = string, Both extends string = string> {
  readonly on?: Key<Both>;
  readonly leftOn?: Key<L>;
  readonly rightOn?: Key<R>;
  /** Columns that must be equal. */
  readonly by?: Some<Both>;
  readonly byLeft?: Some<L>;
  readonly byRight?: Some<R>;
  /** The last row at or before ("backward"), the first at or after ("forward"), or the nearer of both, the later one where they are equally near. */
  readonly strategy?: AsofStrategy;
  /** How far the keys may lie apart: a number in the key's unit, or a duration such as "2ms". */
  readonly tolerance?: number | string;
  readonly suffix?: string;
  /** Whether keys of one name become one column; they do by default. */
  readonly coalesce?: boolean;
  /** Whether equal keys match; they do by default. */
  readonly allowExactMatches?: boolean;
  /** Keys out of order are an error by default; false has them put in order. */
  readonly checkSortedness?: boolean;
}
/** What becomes of rows that no pair holds, and how clashing names are told apart. */
export interface WhereOptions {
  readonly how?: JoinWhereHow;
  readonly suffix?: string;
}
/** Windows of one length at regular steps. Durations are like "1d12h" (ns us ms s m h d w mo q y), over integers like "2i". */
export interface DynamicArguments<S> {
  /** How far apart windows begin. */
  readonly every: string;
  /** How long they are; as long as `every` unless given. */
  readonly period?: string;
  /** Moves all windows. */
  readonly offset?: string;
  readonly includeBoundaries?: boolean;
  readonly closed?: Closed;
  /** What a window is named by. */
  readonly label?: WindowLabel;
  /** Keys, within which windows are made. */
  readonly groupBy?: Given<S> | readonly Given<S>[];
  /** Where the first window begins: by the calendar, at the first row, or (with weeks) on a day of the week. */
  readonly startBy?: StartBy;
}
/** Windows at each row. */
export interface RollingArguments<S> {
  readonly period: string;
  /** Where a window begins, from its row; it ends at the row unless given. */
  readonly offset?: string;
  readonly closed?: Closed;
  readonly groupBy?: Given<S> | readonly Given<S>[];
}
/** How times are added. */
export interface UpsampleArguments<N extends string = string> {
  readonly every: string;
  readonly groupBy?: Some<N>;
  /** Groups come in order of first appearance; they always do here. */
  readonly maintainOrder?: boolean;
}
/** What bars are made of. */
export interface OhlcvArguments<N extends string = string> {
  readonly time: N;
  readonly price: N;
  readonly volume?: N;
  /** Keys, such as the symbol. */
  readonly by?: Some<N>;
  /** Windows without trades: left out ("none"), with nulls, or with the previous close and no volume. */
  readonly fill?: GapFill;
}

const list = (v: unknown): readonly string[] =>
  v === undefined ? [] : typeof v === "string" ? [v] : (v as readonly string[]);
const column = (v: unknown, what: string): Node => {
  const [only, ...more] = columnNodes([v as IntoExpr]);
  if (only === undefined || more.length > 0) throw badArgument(what, v, "a column");
  return only;
};
const keysOf = (v: unknown): readonly Node[] => (v === undefined ? [] : given(Array.isArray(v) ? v : [v]));
function needed(v: string | undefined, what: string): string {
  if (v === undefined) throw new PolaroidError("INVALID_ARGUMENT", `${what} is missing: say how long, like "5m"`);
  return v;
}
const isOptions = (v: unknown): boolean => typeof v === "object" && v !== null && !isExpr(v) && !Array.isArray(v);

/** What frames can do along a time. */
export abstract class TimeVerbs<S, K extends FrameKind> {
  declare readonly "~schema": S;
  abstract readonly plan: Plan;
  protected abstract make<F>(plan: () => Plan): F;

  /** Puts beside each row the row of another frame that lies nearest in one direction of an ordered key. @example df.joinAsof(df.select("time", "symbol", "qty"), { on: "time", by: "symbol", tolerance: "2ms" }) */
  joinAsof<R, const O extends AsofArguments<Names<S>, Names<R>, Shared<S, R>>>(
    other: TimeVerbs<R, FrameKind>,
    options: O,
  ): Frames<JoinedAsof<S, R, O>>[K] {
    return this.make(() => {
      const { on, leftOn, rightOn, by, byLeft, byRight, ...rest } = settings("joinAsof", ASOF, options);
      if ((on === undefined) === (leftOn === undefined && rightOn === undefined))
        throw new PolaroidError("INVALID_ARGUMENT", "joinAsof takes `on`, or `leftOn` and `rightOn`");
      if (by !== undefined && (byLeft !== undefined || byRight !== undefined))
        throw new PolaroidError("INVALID_ARGUMENT", "joinAsof takes `by`, or `byLeft` and `byRight`, not both");
      const keys = (v: unknown): Node[] =>
        columnNodes(textsArgument(list(v), "a column by which joinAsof groups") as readonly IntoExpr[]);
      return joinAsof({
        left: this.plan,
        right: planOther(other, "joinAsof"),
        leftOn: column(on ?? leftOn, "leftOn of joinAsof"),
        rightOn: column(on ?? rightOn, "rightOn of joinAsof"),
        leftBy: keys(by ?? byLeft),
        rightBy: keys(by ?? byRight),
        options: rest,
      });
    });
  }
  /** Pairs of rows for which all predicates hold; right columns that the left has too are named with the suffix there. @example df.select("at").joinWhere(df.select("from", "to"), col("at").ge(col("from")), col("at").lt(col("to"))) */
  joinWhere<R, const E extends readonly (AnyExpr | WhereOptions)[]>(
    other: TimeVerbs<R, FrameKind>,
    ...predicates: OkPairs<E, Pairs<S, R, WhereOf<E>>>
  ): Frames<JoinedWhere<S, R, WhereOf<E>>>[K] {
    return this.make(() => {
      const all = predicates as readonly unknown[];
      const last = all[all.length - 1];
      const { how, suffix } = settings("joinWhere", WHERE, isOptions(last) ? last : undefined);
      return joinWhere({
        left: this.plan,
        right: planOther(other, "joinWhere"),
        predicates: given(isOptions(last) ? all.slice(0, -1) : all),
        how,
        suffix,
      });
    });
  }
  /** Groups rows by windows of an ordered index of dates, datetimes or integers; `agg` follows. @example df.groupByDynamic("time", { every: "1h", groupBy: "symbol" }).agg(col("price").mean()) */
  groupByDynamic<const E extends Given<S>, const O extends DynamicArguments<S>>(
    index: Ok<E, S>,
    options: O,
  ): GroupBy<S, WindowKeys<S, E, O>, K> {
    return new GroupBy(
      (plan) => this.make(plan),
      (aggs) => {
        const { groupBy, every, ...rest } = settings("groupByDynamic", DYNAMIC, options);
        return groupByDynamic({
          input: this.plan,
          index: column(index, "the index of groupByDynamic"),
          keys: keysOf(groupBy),
          aggs,
          options: { every: needed(every, "every of groupByDynamic"), ...rest },
        });
      },
    );
  }
  /** Groups, for each row, the rows whose index lies in a window at its own; `agg` follows. @example df.rolling("time", { period: "2d" }).agg(col("price").sum()) */
  rolling<const E extends Given<S>, const O extends RollingArguments<S>>(
    index: Ok<E, S>,
    options: O,
  ): GroupBy<S, WindowKeys<S, E, O>, K> {
    return new GroupBy(
      (plan) => this.make(plan),
      (aggs) => {
        const { groupBy, period, ...rest } = settings("rolling", ROLLING, options);
        return rolling({
          input: this.plan,
          index: column(index, "the index of rolling"),
          keys: keysOf(groupBy),
          aggs,
          options: { period: needed(period, "period of rolling"), ...rest },
        });
      },
    );
  }
  /** Adds rows, so that times lie `every` step from the first to the last; what was not there is null. @example df.upsample("time", { every: "1m", groupBy: "symbol" }) */
  upsample<const T extends Names<S>, const O extends UpsampleArguments<Names<S>>>(
    time: T,
    options: O,
  ): Frames<Upsampled<S, T, O>>[K] {
    return this.make(() => {
      const { every, groupBy, maintainOrder } = settings("upsample", UPSAMPLE, options);
      return upsample({
        input: this.plan,
        time,
        every: needed(every, "every of upsample"),
        by: list(groupBy),
        maintainOrder,
      });
    });
  }
  /** Open, high, low and close prices, volume, volume-weighted price and number of trades, a row a window. @example df.resampleOhlcv("5m", { time: "time", price: "price", volume: "qty", by: "symbol" }) */
  resampleOhlcv<const O extends OhlcvArguments<Names<S>>>(every: string, options: O): Frames<Bars<S, O>>[K] {
    return this.make(() => {
      const { time, price, volume, by, fill } = settings("resampleOhlcv", OHLCV, options);
      return resampleOhlcv({
        input: this.plan,
        every,
        time: needed(time, "time of resampleOhlcv"),
        price: needed(price, "price of resampleOhlcv"),
        volume,
        by: list(by),
        fill,
      });
    });
  }
  /** The rows of two frames that are in the order of a key, in that order. @example df.mergeSorted(df.head(1), "time") */
  mergeSorted(
    other: TimeVerbs<S, FrameKind>,
    key: Some<Names<S>>,
    options?: { readonly maintainOrder?: boolean },
  ): Frames<S>[K] {
    return this.make(() => {
      settings("mergeSorted", MERGE, options);
      return mergeSorted(this.plan, planOther(other, "mergeSorted"), list(key));
    });
  }
  /** Says that columns are in order; what needs order checks it nevertheless. @example df.setSorted("time") */
  setSorted(
    ...columns: readonly (Some<Names<S>> | { readonly descending?: boolean; readonly nullsLast?: boolean })[]
  ): Frames<S>[K] {
    return this.make(() => {
      const last = columns[columns.length - 1];
      const { descending, nullsLast } = settings("setSorted", SORTED, isOptions(last) ? last : undefined);
      const names = (isOptions(last) ? columns.slice(0, -1) : columns).flat() as unknown as readonly string[];
      return setSorted({ input: this.plan, columns: names, descending, nullsLast });
    });
  }
}

/** The plan of the other frame. */
function planOther(v: unknown, where: string): Plan {
  if (v instanceof TimeVerbs) return v.plan;
  throw badArgument(`what ${where} is given`, v, "a DataFrame or a LazyFrame");
}
