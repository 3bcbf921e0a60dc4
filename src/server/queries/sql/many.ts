import type { Change } from "../../../sql/syntax/change.ts";
import type { Expr, Param } from "../../../sql/syntax/expr.ts";
import type { Values } from "../statements.ts";

/** Values of one statement: parameters are numbered up to 65,535. */
const MOST = 60_000;

const isPlain = (e: Expr): boolean => e.kind === "literal" || (e.kind === "param" && e.name === undefined);

/** The same row with its parameters so many numbers further. */
const shifted = (row: readonly Expr[], by: number): readonly Expr[] =>
  row.map((e) => (e.kind === "param" && by > 0 ? ({ ...e, index: (e.index ?? 1) + by } satisfies Param) : e));

/**
 * A statement for each set of values. An insert of rows that are only parameters and constants is one statement for as many sets
 * as parameters allow, so that thousands of rows are one query.
 */
export function* spread(s: Change, all: readonly Values[]): Generator<readonly [Change, Values]> {
  const width = all[0]?.listed.length ?? 0;
  const body = s.kind === "insert" ? s.query?.body : undefined;
  const joins =
    all.length > 1 &&
    s.kind === "insert" &&
    s.query !== undefined &&
    s.returning.length === 0 &&
    body?.kind === "values" &&
    width > 0 &&
    body.rows.every((row) => row.every(isPlain)) &&
    all.every((v) => v.listed.length === width && Object.keys(v.named).length === 0);
  if (!joins || s.kind !== "insert" || s.query === undefined || body?.kind !== "values") {
    for (const values of all) yield [s, values];
    return;
  }
  const each = Math.max(1, Math.floor(MOST / width));
  for (let from = 0; from < all.length; from += each) {
    const some = all.slice(from, from + each);
    const rows = some.flatMap((_, i) => body.rows.map((row) => shifted(row, i * width)));
    const query = { ...s.query, body: { ...body, rows } };
    yield [
      { ...s, query },
      { listed: some.flatMap((v) => v.listed), named: {} },
    ];
  }
}
