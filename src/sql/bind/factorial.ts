import { type DataType, Decimal, Int64, List, Utf8 } from "../../arrow/types.ts";
import { call, cast, type Expr, lit } from "../../expr/node.ts";

const FACTORIALS: readonly string[] = Array.from({ length: 34 }, (_, n) => {
  let f = 1n;
  for (let i = 2n; i <= BigInt(n); i++) f *= i;
  return String(f);
});
/** Of 0 to 33, which 128 bits hold; null of others. */
export function factorial(x: Expr): Expr {
  const n = cast(x, Int64);
  const place = call("when", [
    call("and", [call("ge", [n, lit(0n, Int64)]), call("le", [n, lit(33n, Int64)])]),
    n,
    lit(null),
  ]);
  const texts = lit(FACTORIALS, List(Utf8) as DataType);
  return cast(call("list.get", [texts, place], { nullOnOob: true }), Decimal(38, 0) as DataType);
}
