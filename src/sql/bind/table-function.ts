import { Int64 } from "../../arrow/types.ts";
import { columnsIn } from "../../expr/children.ts";
import { call, cast, type Expr, lit } from "../../expr/node.ts";
import type { Ident } from "../syntax/node.ts";
import type { TableFunction } from "../syntax/table.ts";
import { nameOf } from "./aggregates.ts";
import { type Env, typeIn } from "./env.ts";
import { bind } from "./expression.ts";
import { type Column, type Relation, relation } from "./relation.ts";
import { unnestRows } from "./unnested.ts";
import { frameRelation } from "./values.ts";

const MOST = 10_000_000;

/** `range(1, 10)` and `generate_series(1, 10)`: whole numbers as rows. */
function series(ref: TableFunction, args: readonly Expr[], env: Env): Relation {
  const { source } = env.binder;
  const name = nameOf(ref.call);
  // Of null there are no rows; parameters without values are null, too.
  const none = args.some((a) => a.kind === "lit" && a.value === null);
  const numbers = args.map((a) => (a.kind === "lit" ? Number(a.value) : Number.NaN));
  if (numbers.length < 1 || numbers.length > 3 || !numbers.every(Number.isSafeInteger))
    throw source.error(ref, `${name}() in FROM takes one to three whole numbers that are written out`, "NOT_SUPPORTED");
  const [a = 0, b, by = 1] = numbers;
  const [from, to] = b === undefined ? [0, a] : [a, b];
  if (by === 0 && !none) throw source.error(ref, `the step of ${name}() is not 0`);
  const end = name === "range" ? to : to + Math.sign(by);
  const count = none ? 0 : Math.max(0, Math.ceil((end - from) / by));
  if (count > MOST)
    throw source.error(ref, `${name}() would make ${count} rows; ${MOST} are the most`, "LIMIT_EXCEEDED");
  const values = Array.from({ length: count }, (_, i) => BigInt(from + i * by));
  return frameRelation(env.binder, [{ name, type: Int64, values }], count);
}

/** The items of lists as rows beside those that the lists are of. */
function items(ref: TableFunction, lists: readonly Expr[], env: Env): Relation {
  const { source } = env.binder;
  for (const [i, l] of lists.entries()) {
    const { id } = typeIn(env, l);
    if (id !== "List" && id !== "FixedSizeList")
      throw source.error(ref.call.args[i]?.value ?? ref, `unnest() in FROM takes lists, not ${id}`, "TYPE_MISMATCH");
  }
  const before = env.rel.columns;
  const alone = lists.every((l) => columnsIn(l).size === 0);
  const places = (l: Expr): Expr =>
    call("intRanges", [
      lit(1n, Int64),
      call("add", [cast(call("list.len", [l]), Int64), lit(1n, Int64)]),
      lit(1n, Int64),
    ]);
  const all = ref.ordinality ? [...lists, places(lists[0] as Expr)] : lists;
  const found = unnestRows(all, env);
  const own = found.map(
    (c, i): Column => ({
      name: i < lists.length ? "unnest" : "ordinality",
      table: null,
      id: (c as { name: string }).name,
    }),
  );
  return relation(env.rel.plan, alone ? own : [...before, ...own]);
}

/** A function in FROM. `own` says whether the result has the columns of the rows before it too. */
export function tableFunction(ref: TableFunction, env: Env): Relation {
  const name = nameOf(ref.call);
  const { source } = env.binder;
  const args = (): Expr[] => ref.call.args.map((a) => bind(a.value, env));
  if (name === "range" || name === "generate_series") return series(ref, args(), env);
  if (name === "unnest") return items(ref, args(), env);
  throw source.error(
    ref.call.name.at(-1) as Ident,
    `there is no table function ${name}(); there are range, generate_series, unnest, read_parquet, read_csv, read_json and read_ndjson`,
    "NOT_SUPPORTED",
  );
}
