import { newRows } from "./new-rows.ts";
import { Scratch } from "./scratch.ts";
import { WordIds } from "./words.ts";

/** Where each key's ids lie in a word of one or two lanes of 32 bits. */
export interface Layout {
  readonly lanes: 1 | 2;
  readonly lane: readonly number[];
  readonly shift: readonly number[];
  readonly width: readonly number[];
}

const bitsOf = (count: number): number => (count < 2 ? 0 : 32 - Math.clz32(count - 1));

/** The tightest layout for so many ids of each key; null where two lanes are too few. */
function layoutOf(counts: readonly number[]): Layout | null {
  const width = counts.map(bitsOf);
  const lane = width.map(() => 0);
  const shift = width.map(() => 0);
  const used = [0, 0];
  // One lane has a bit to spare, so that its words are not negative: a dense table counts from the least.
  const most = width.reduce((sum, w) => sum + w, 0) <= 31 ? 31 : 32;
  const widest = width.map((_, i) => i).sort((a, b) => (width[b] as number) - (width[a] as number));
  for (const i of widest) {
    const w = width[i] as number;
    const at = used.findIndex((u) => u + w <= most);
    if (at < 0) return null;
    lane[i] = at;
    shift[i] = used[at] as number;
    used[at] = (used[at] as number) + w;
  }
  return { lanes: used[1] === 0 ? 1 : 2, lane, shift, width };
}

function pair(out: Int32Array, a: Int32Array, s: number, b: Int32Array, t: number): void {
  for (let i = 0; i < out.length; i++) out[i] = ((a[i] as number) << s) | ((b[i] as number) << t);
}

function packed(
  { lanes, lane, shift }: Layout,
  ids: readonly Int32Array[],
  n: number,
  out: Int32Array = new Int32Array(lanes * n),
): Int32Array {
  const [a, b] = ids;
  if (lanes === 1 && ids.length === 2) {
    pair(out, a as Int32Array, shift[0] as number, b as Int32Array, shift[1] as number);
    return out;
  }
  out.fill(0);
  ids.forEach((of, k) => {
    const s = shift[k] as number;
    const at = lane[k] as number;
    if (lanes === 1) for (let i = 0; i < n; i++) out[i] = (out[i] as number) | ((of[i] as number) << s);
    else for (let i = 0, p = at; i < n; i++, p += 2) out[p] = (out[p] as number) | ((of[i] as number) << s);
  });
  return out;
}

function unpacked({ lanes, lane, shift, width }: Layout, words: Int32Array, n: number): Int32Array[] {
  return width.map((w, k) => {
    const mask = w === 32 ? -1 : 2 ** w - 1;
    const out = new Int32Array(n);
    for (let i = 0, p = lane[k] as number; i < n; i++, p += lanes)
      out[i] = ((words[p] as number) >>> (shift[k] as number)) & mask;
    return out;
  });
}

/** Words of another layout. */
export const repacked = (words: Int32Array, from: Layout, to: Layout): Int32Array => {
  const n = words.length / from.lanes;
  return packed(to, unpacked(from, words, n), n);
};

/** Words of 64 bits. */
export function wide(words: Int32Array, { lanes }: Layout): Int32Array {
  if (lanes === 2) return words;
  const out = new Int32Array(2 * words.length);
  for (let i = 0; i < words.length; i++) out[2 * i] = words[i] as number;
  return out;
}

const tableOf = (layout: Layout): WordIds => new WordIds(layout.lanes === 1 ? 32 : 64);

/** Numbers rows by the ids of several keys, which lie side by side in one word of 32 or 64 bits as long as they fit. */
export class PackedIds {
  #layout: Layout;
  #table: WordIds;
  /** The word of each group: what a wider layout is filled from. */
  #words: Int32Array = new Int32Array(64);
  readonly #scratch: Scratch = new Scratch();

  constructor(keys: number) {
    this.#layout = layoutOf(new Array<number>(keys).fill(1)) as Layout;
    this.#table = tableOf(this.#layout);
  }
  get count(): number {
    return this.#table.count;
  }
  get bytes(): number {
    return this.#table.bytes + this.#words.byteLength;
  }

  get layout(): Layout {
    return this.#layout;
  }
  /** The words of all groups. */
  words(): Int32Array {
    return this.#words.subarray(0, this.#layout.lanes * this.count);
  }
  /** The words of rows. */
  pack(ids: readonly Int32Array[], n: number): Int32Array {
    return packed(this.#layout, ids, n);
  }

  /** Makes room for so many ids of each key; false where no word has it. */
  widen(counts: readonly number[]): boolean {
    const { width } = this.#layout;
    if (counts.every((c, i) => bitsOf(c) <= (width[i] as number))) return true;
    const next = layoutOf(counts);
    if (next === null) return false;
    const { count } = this;
    const words = packed(next, this.groups(), count);
    this.#table.free();
    this.#table = tableOf(next);
    this.#layout = next;
    this.#words = words;
    this.#table.addWords(words, null, count);
    return true;
  }

  /** Each group's ids, key by key. */
  groups(): Int32Array[] {
    return unpacked(this.#layout, this.#words, this.count);
  }

  add(ids: readonly Int32Array[], n: number, into?: Int32Array): Int32Array {
    const words = packed(this.#layout, ids, n, this.#scratch.of(this.#layout.lanes * n));
    const before = this.count;
    const out = this.#table.addWords(words, null, n, into);
    if (this.count > before) this.#keep(words, newRows(out, before, this.count), before);
    return out;
  }

  find(ids: readonly Int32Array[], n: number): Int32Array {
    const out = this.#table.findWords(packed(this.#layout, ids, n), null, n);
    for (const of of ids) for (let i = 0; i < n; i++) if ((of[i] as number) < 0) out[i] = -1;
    return out;
  }

  free(): void {
    this.#table.free();
  }

  #keep(words: Int32Array, rows: Int32Array, before: number): void {
    const { lanes } = this.#layout;
    const need = lanes * this.count;
    if (need > this.#words.length) {
      const more = new Int32Array(Math.max(need, 2 * this.#words.length));
      more.set(this.#words);
      this.#words = more;
    }
    let p = lanes * before;
    for (const r of rows) for (let l = 0; l < lanes; l++) this.#words[p++] = words[lanes * r + l] as number;
  }
}
