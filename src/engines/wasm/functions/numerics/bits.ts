import { getBit } from "../../../../arrow/bitmap.ts";
import { type FixedColumn, fixedColumn, type Numbers } from "../../../../arrow/column.ts";
import { widthOf } from "../../../../arrow/layout.ts";
import { UInt32 } from "../../../../arrow/types.ts";
import { BIT_COUNTS, type BitCountName, masked } from "../../../../expr/math/bit-counts.ts";
import type { Elementwise } from "../../function.ts";
import { columnIn, type Value } from "../../value.ts";
import { resultOf } from "../operands.ts";

/** A count over the bits of integers, or of a Bool as one bit. */
export const bitCount =
  (name: BitCountName): Elementwise =>
  (args) => {
    const count = BIT_COUNTS[name];
    const c = columnIn(args[0] as Value);
    const out = new Uint32Array(c.length);
    if (c.layout === "bool") for (let i = 0; i < out.length; i++) out[i] = count(getBit(c.bits, i), 0, 1);
    else {
      const { values, type } = c as FixedColumn;
      const size = 8 * widthOf(type);
      if (size === 64) {
        const words = new Int32Array(values.buffer, values.byteOffset, 2 * c.length);
        for (let i = 0; i < out.length; i++) out[i] = count(words[2 * i] as number, words[2 * i + 1] as number, 64);
      } else {
        const numbers = values as Numbers;
        for (let i = 0; i < out.length; i++) out[i] = count(masked(numbers[i] as number, size), 0, size);
      }
    }
    return resultOf(args, fixedColumn(UInt32, c.length, out, c.validity, c.nulls));
  };
