import type { DataType } from "../arrow/types.ts";
import type { Stored } from "../arrow/value.ts";
import type { ErrorCode } from "../core/codes.ts";
import { frameOf, type Loose, type Query } from "./loose.ts";

/** Columns as types and values as they are stored (see `valueAt`). */
export type Answer = Readonly<Record<string, readonly [DataType, readonly Stored[]]>>;
export type Answers = Readonly<Record<string, Answer>>;

/** One query; what it gives is in `answers` (recorded from Polars) unless it is said here. */
export interface Case {
  readonly plan: () => Query;
  /** What comes out, where Polars is not the judge; `why` says why. */
  readonly gives?: Answer;
  readonly why?: string;
  /** The code of the error that it must end with. */
  readonly fails?: ErrorCode;
}
export type Cases = Readonly<Record<string, Case>>;

/** Columns as types and JavaScript values. */
export type Input = Readonly<Record<string, readonly [DataType, readonly unknown[]]>>;

/** A frame of typed columns. */
export function rows(input: Input): Query {
  const entries = Object.entries(input);
  const data = Object.fromEntries(entries.map(([name, [, values]]) => [name, values]));
  return frameOf(data, Object.fromEntries(entries.map(([name, [type]]) => [name, type])));
}

/** Cases that are plans and nothing else. */
export const plans = (all: Readonly<Record<string, () => Query>>): Cases =>
  Object.fromEntries(Object.entries(all).map(([name, plan]) => [name, { plan }]));

/** Cases that each compute one expression of a frame. */
export const each = (input: () => Query, exprs: Readonly<Record<string, Loose>>): Cases =>
  Object.fromEntries(Object.entries(exprs).map(([name, e]) => [name, { plan: () => input().select(e.alias("x")) }]));

/** Queries that must end with an error. */
export const failing = (code: ErrorCode, all: Readonly<Record<string, () => Query>>): Cases =>
  Object.fromEntries(Object.entries(all).map(([name, plan]) => [name, { plan, fails: code }]));
