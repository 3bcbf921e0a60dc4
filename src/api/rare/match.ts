import { badArgument, recordArgument, settings } from "../../core/argument.ts";
import type { Expr } from "../../expr/node.ts";
import { type BySchema, bySchema } from "../../plan/by-schema.ts";
import { type MatchOptions, matchedColumns } from "../../plan/match-schema.ts";
import { type Plan, select } from "../../plan/node.ts";
import { schemaOf } from "../../plan/schema.ts";
import type { AnyExpr } from "../expr/any.ts";
import { isExpr } from "../expr/into.ts";
import { schemaArgument } from "../schema-argument.ts";

type ByColumn<W> = W | Readonly<Record<string, W>>;
/** What is done where the columns are not those that are wanted: for all of them, or by column. */
export interface MatchArguments {
  readonly missingColumns?: "insert" | "raise" | Readonly<Record<string, "insert" | "raise" | AnyExpr>>;
  readonly missingStructFields?: ByColumn<"insert" | "raise">;
  readonly extraColumns?: "ignore" | "raise";
  readonly extraStructFields?: ByColumn<"ignore" | "raise">;
  readonly integerCast?: ByColumn<"upcast" | "forbid">;
  readonly floatCast?: ByColumn<"upcast" | "forbid">;
}
const NOTHING: Readonly<Record<keyof MatchOptions, unknown>> = Object.freeze({
  missingColumns: undefined,
  missingStructFields: undefined,
  extraColumns: undefined,
  extraStructFields: undefined,
  integerCast: undefined,
  floatCast: undefined,
});
const WORDS: Readonly<Record<keyof MatchOptions, readonly string[]>> = {
  missingColumns: ["insert", "raise"],
  missingStructFields: ["insert", "raise"],
  extraColumns: ["ignore", "raise"],
  extraStructFields: ["ignore", "raise"],
  integerCast: ["upcast", "forbid"],
  floatCast: ["upcast", "forbid"],
};

/** A way that is known, for all columns or by column; a column may come of an expression. */
function checked(name: keyof MatchOptions, given: unknown): unknown {
  const words = WORDS[name];
  const one = (v: unknown): string | Expr => {
    if (name === "missingColumns" && isExpr(v)) return v["~expr"];
    if (typeof v === "string" && words.includes(v)) return v;
    throw badArgument(`${name} of matchToSchema`, v, `one of ${words.join(", ")}`);
  };
  if (typeof given === "string" || name === "extraColumns") return one(given);
  const by = recordArgument(
    given,
    `${name} of matchToSchema`,
    `one of ${words.join(", ")}, or an object of columns and these`,
  );
  return Object.fromEntries(Object.entries(by).map(([column, v]) => [column, one(v)]));
}

/** The rows with the columns of a schema. */
export function matching(plan: Plan, types: unknown, options: unknown): BySchema {
  const to = schemaArgument(types);
  const given = settings("matchToSchema", NOTHING, options);
  const ways = Object.fromEntries(
    Object.entries(given).map(([name, v]) => [
      name,
      checked(name as keyof MatchOptions, v ?? WORDS[name as keyof MatchOptions][1]),
    ]),
  ) as unknown as MatchOptions;
  const asked = Object.freeze({ types: to.fields.map((f): readonly [string, unknown] => [f.name, f.type]), ...ways });
  return bySchema(
    "matchToSchema",
    [plan],
    ([input]) => select(input as Plan, matchedColumns(schemaOf(input as Plan), to, ways)),
    asked,
  );
}
