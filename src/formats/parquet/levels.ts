import { kernels } from "../../kernels/memory.ts";
import type { PageHeader } from "./page.ts";
import { DATA_V2 } from "./page.ts";
import type { Leaf } from "./schema.ts";
import { BIT_PACKED, RLE } from "./sink.ts";
import { corrupt } from "./thrift.ts";

/** Where a page's level streams and values lie in linear memory. */
export interface Parts {
  readonly rep: number;
  readonly repEnd: number;
  readonly def: number;
  readonly defEnd: number;
  readonly values: number;
}

export const levelWidth = (max: number): number => 32 - Math.clz32(max);

/** Splits the streams in front of a version 1 page's values. */
export function splitPage(leaf: Leaf, header: PageHeader, src: number, end: number): Parts {
  const view = new DataView(kernels.u8.buffer);
  let at = src;
  const take = (max: number, encoding: number): [number, number] => {
    if (max === 0) return [at, at];
    if (encoding === BIT_PACKED) {
      const from = at;
      at += Math.ceil((header.values * levelWidth(max)) / 8);
      if (at > end) throw corrupt(`a page of column "${leaf.path}" ends within its levels`);
      return [from, at];
    }
    if (encoding !== RLE) throw corrupt(`a page of column "${leaf.path}" has levels of encoding ${encoding}`);
    if (at + 4 > end) throw corrupt(`a page of column "${leaf.path}" ends within its levels`);
    const from = at + 4;
    at = from + view.getUint32(at, true);
    if (at > end) throw corrupt(`a page of column "${leaf.path}" ends within its levels`);
    return [from, at];
  };
  const [rep, repEnd] = take(leaf.maxRep, header.repEncoding);
  const [def, defEnd] = take(leaf.maxDef, header.defEncoding);
  return { rep, repEnd, def, defEnd, values: at };
}

/** Decodes a stream of levels to bytes in scratch. */
export function decodeLevels(
  leaf: Leaf,
  header: PageHeader,
  src: number,
  end: number,
  max: number,
  encoding: number,
): number {
  const n = header.values;
  const out = kernels.push(n + 16);
  const width = levelWidth(max);
  const old = encoding === BIT_PACKED && header.type !== DATA_V2;
  const status = old
    ? kernels.k.pqOldLevels(src, end, width, n, max, out)
    : kernels.k.pqLevels(src, end, width, n, max, out);
  if (status !== 0) throw corrupt(`a page of column "${leaf.path}" has broken levels`);
  return out;
}
