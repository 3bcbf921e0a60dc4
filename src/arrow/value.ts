import { text } from "../core/utf8.ts";
import { getBit } from "./bitmap.ts";
import { type Column, isValid } from "./column.ts";

/** A row's value as it is stored: bigint for 64-bit integers, times and (unscaled) decimals; number, string, boolean, bytes, arrays, objects. */
export type Stored =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly Stored[]
  | { readonly [name: string]: Stored };

const LOW = 0xffffffffffffffffn;

/** The value of row i, null where it is null. For printing, tests and slow paths. */
export function valueAt(c: Column, i: number): Stored {
  if (!isValid(c, i)) return null;
  switch (c.layout) {
    case "null":
      return null;
    case "fixed":
      if (c.type.id === "Decimal")
        return ((c.values[2 * i + 1] as bigint) << 64n) | ((c.values[2 * i] as bigint) & LOW);
      return c.values[i] as number | bigint;
    case "bool":
      return getBit(c.bits, i) === 1;
    case "bytes": {
      const start = c.offsets[i] as number;
      const end = c.offsets[i + 1] as number;
      return c.type.id === "Binary" ? c.data.slice(start, end) : text(c.data, start, end);
    }
    case "dict":
      return text(
        c.dictionary.data,
        c.dictionary.offsets[c.codes[i] as number] as number,
        c.dictionary.offsets[(c.codes[i] as number) + 1] as number,
      );
    case "list":
      return range(c.child, c.offsets[i] as number, c.offsets[i + 1] as number);
    case "fixedList":
      return range(c.child, i * c.size, (i + 1) * c.size);
    case "struct": {
      const out: Record<string, Stored> = {};
      if (c.type.id === "Struct")
        c.type.fields.forEach((f, k) => {
          out[f.name] = valueAt(c.children[k] as Column, i);
        });
      return out;
    }
  }
}

function range(child: Column, start: number, end: number): Stored[] {
  const out: Stored[] = [];
  for (let j = start; j < end; j++) out.push(valueAt(child, j));
  return out;
}

/** Every value of a column, as stored. */
export const valuesOf = (c: Column): Stored[] => range(c, 0, c.length);
