import { asStruct, bool, corrupt, count, type Fields, int, intOr, ThriftReader } from "./thrift.ts";

export const DATA = 0;
export const DICTIONARY = 2;
export const DATA_V2 = 3;

export interface PageHeader {
  readonly type: number;
  readonly size: number;
  readonly compressed: number;
  readonly crc: number | null;
  /** Of a data page: nulls and empty lists included. */
  readonly values: number;
  readonly encoding: number;
  readonly defEncoding: number;
  readonly repEncoding: number;
  /** Version 2: bytes of the levels in front, and whether the rest is compressed. */
  readonly defBytes: number;
  readonly repBytes: number;
  readonly isCompressed: boolean;
}

const RLE = 3;

function detail(s: Fields, id: number): Fields {
  const d = asStruct(s.fields[id]);
  if (d === null) throw corrupt("a page has no header of its kind");
  return d;
}

function pageHeader(s: Fields): PageHeader {
  const type = int(s, 1, "a page's type");
  const base = {
    type,
    size: count(s, 2, "a page's size"),
    compressed: count(s, 3, "a page's compressed size"),
    crc: intOr(s, 4, null),
    values: 0,
    encoding: 0,
    defEncoding: RLE,
    repEncoding: RLE,
    defBytes: 0,
    repBytes: 0,
    isCompressed: true,
  };
  if (type === DATA) {
    const d = detail(s, 5);
    return {
      ...base,
      values: count(d, 1, "a page's number of values"),
      encoding: int(d, 2, "a page's encoding"),
      defEncoding: intOr(d, 3, RLE),
      repEncoding: intOr(d, 4, RLE),
    };
  }
  if (type === DICTIONARY) {
    const d = detail(s, 7);
    return {
      ...base,
      values: count(d, 1, "a dictionary's number of values"),
      encoding: int(d, 2, "a dictionary's encoding"),
    };
  }
  if (type !== DATA_V2) return base;
  const d = detail(s, 8);
  return {
    ...base,
    values: count(d, 1, "a page's number of values"),
    encoding: int(d, 4, "a page's encoding"),
    defBytes: count(d, 5, "the size of a page's definition levels"),
    repBytes: count(d, 6, "the size of a page's repetition levels"),
    isCompressed: bool(d, 7, true),
  };
}

/** Walks the pages of a piece of a column chunk. */
export class PageReader {
  readonly #reader: ThriftReader;
  /** The bytes of the page whose header was read last, as they lie in the file. */
  body: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#reader = new ThriftReader(bytes);
    this.body = bytes.subarray(0, 0);
  }

  get done(): boolean {
    return this.#reader.at >= this.#reader.bytes.length;
  }

  next(): PageHeader {
    const r = this.#reader;
    const header = pageHeader(r.struct());
    const end = r.at + header.compressed;
    if (end > r.bytes.length) throw corrupt("a page is longer than its column chunk");
    this.body = r.bytes.subarray(r.at, end);
    r.at = end;
    return header;
  }
}
