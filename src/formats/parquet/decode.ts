import type { PolaroidError } from "../../core/error.ts";
import { kernels } from "../../kernels/memory.ts";
import type { PageValues } from "./sink.ts";
import { corrupt } from "./thrift.ts";

const ENCODINGS = [
  "PLAIN",
  "GROUP_VAR_INT",
  "PLAIN_DICTIONARY",
  "RLE",
  "BIT_PACKED",
  "DELTA_BINARY_PACKED",
  "DELTA_LENGTH_BYTE_ARRAY",
  "DELTA_BYTE_ARRAY",
  "RLE_DICTIONARY",
  "BYTE_STREAM_SPLIT",
];

export const unknownEncoding = (encoding: number, path: string): PolaroidError =>
  corrupt(`column "${path}" has values in encoding ${ENCODINGS[encoding] ?? encoding}, which its type does not take`);

/** The bit width in front of a page's dictionary codes, and where they begin. */
export function codesHead(page: PageValues, entries: number, path: string): { src: number; width: number } {
  if (entries < 0) throw corrupt(`a page of column "${path}" needs a dictionary that is not there`);
  if (page.src >= page.end) throw corrupt(`a page of column "${path}" ends before its dictionary codes`);
  const width = kernels.u8[page.src] as number;
  if (width > 32) throw corrupt(`a page of column "${path}" has dictionary codes of ${width} bits`);
  return { src: page.src + 1, width };
}
