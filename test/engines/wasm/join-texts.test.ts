import { expect, test } from "vitest";
import { Utf8 } from "../../../src/arrow/types.ts";
import { call, col, type Expr, lit } from "../../../src/expr/node.ts";
import { fc } from "../../support/property.ts";
import { coded, make, shifted, values } from "./rows/evaluate.ts";

const [a, b] = [col("a"), col("b")];
const text = fc.option(fc.string({ unit: fc.constantFrom("a", "é", "🦄", "-"), maxLength: 40 }), { freq: 4 });
const texts = fc.array(text, { minLength: 1, maxLength: 9 });
/** Around the rows from which kernels are used. */
const size = fc.constantFrom(1, 100, 127, 128, 129, 1000);
const layout = fc.constantFrom("rows", "codes", "slice");

test("texts are joined whatever their layouts, nulls and number", () => {
  fc.assert(
    fc.property(texts, texts, size, layout, layout, fc.boolean(), (x, y, n, as, bs, ignoreNulls) => {
      const repeated = (of: readonly (string | null)[]) =>
        Array.from({ length: n }, (_, i) => of[i % of.length] ?? null);
      const [p, q] = [repeated(x), repeated(y)];
      const column = (of: readonly (string | null)[], kind: string) => {
        const c = make(Utf8, of);
        return kind === "codes" ? coded(c) : kind === "slice" ? shifted(c, 3) : c;
      };
      const given = { a: column(p, as), b: column(q, bs) };
      const joined = (parts: readonly (string | null)[], separator: string): string | null =>
        !ignoreNulls && parts.includes(null) ? null : parts.filter((v) => v !== null).join(separator);
      const concat = (args: readonly Expr[], separator: string): unknown =>
        values(call("concatStr", args, { separator, ignoreNulls }), given);
      expect(concat([a, lit("/"), b], "")).toEqual(p.map((v, i) => joined([v, "/", q[i] ?? null], "")));
      expect(concat([b, a, a], ", ")).toEqual(p.map((v, i) => joined([q[i] ?? null, v, v], ", ")));
      const both = p.map((v, i) => (v === null || q[i] === null ? null : `${v}${q[i]}`));
      expect(values(call("add", [a, b]), given)).toEqual(both);
      expect(values(call("add", [lit("<"), b]), given)).toEqual(
        q.map((v) => v && `<${v}`).map((v, i) => v || (q[i] === "" ? "<" : null)),
      );
    }),
  );
});
