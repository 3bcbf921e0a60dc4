import { Float64, UInt64 } from "../../arrow/types.ts";
import { alias, call, cast, col, type Expr, lit } from "../../expr/node.ts";
import { withColumns } from "../../plan/node.ts";
import type { Env } from "./env.ts";
import { onto } from "./relation.ts";
import { rowNumberOver } from "./row-number.ts";

const word = (n: bigint): Expr => lit(BigInt.asUintN(64, n), UInt64);
const mixed = (x: Expr, n: bigint): Expr => call("bitXor", [x, call("shiftRight", [x, word(n)])]);
const times = (x: Expr, n: bigint): Expr => call("mul", [x, word(n)]);

/** A number from 0 to 1 for each row, by chance: the row's number, scattered as in SplitMix64 from a seed of its own. */
export function random(env: Env): Expr {
  const column = (make: Expr): Expr => {
    const id = env.binder.fresh("random");
    env.rel = onto(env.rel, (p) => withColumns(p, [alias(make, id)]));
    return col(id);
  };
  const seed = BigInt(Math.floor(Math.random() * 2 ** 52));
  const place = column(cast(rowNumberOver([]), UInt64));
  const first = column(call("add", [times(place, 0x9e3779b97f4a7c15n), word(seed << 11n)]));
  const second = column(times(mixed(first, 30n), 0xbf58476d1ce4e5b9n));
  const third = column(times(mixed(second, 27n), 0x94d049bb133111ebn));
  // 53 bits, as many as a double has.
  return call("mul", [cast(call("shiftRight", [mixed(third, 31n), word(11n)]), Float64), lit(2 ** -53, Float64)]);
}
