import {
  type BytesColumn,
  boolColumn,
  bytesColumn,
  fixedColumn,
  isValid,
  type ListColumn,
  listColumn,
} from "../../../../arrow/column.ts";
import { plainText } from "../../../../arrow/concat.ts";
import { UInt32, Utf8 } from "../../../../arrow/types.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { text, utf8 } from "../../../../core/utf8.ts";
import type { Options } from "../../../../expr/node.ts";
import { Automaton, type Taking } from "../../../../expr/text/automaton.ts";
import { columnIn, isScalar, type Value } from "../../value.ts";
import { Sink } from "./bytes.ts";
import type { OfText } from "./texts.ts";

/** Matches that one batch may hold. */
const MOST = 1 << 26;

/** The texts of each row's list; one list for all where it is a scalar. Nulls in it are null. */
function textLists(v: Value): (row: number) => readonly (string | null)[] {
  const { offsets, child } = columnIn(v) as ListColumn;
  if (child.layout === "null") return () => [];
  const texts = plainText(child as BytesColumn);
  const at = (row: number): readonly (string | null)[] => {
    const out: (string | null)[] = [];
    for (let i = offsets[row] as number; i < (offsets[row + 1] as number); i++)
      out.push(isValid(texts, i) ? text(texts.data, texts.offsets[i] as number, texts.offsets[i + 1] as number) : null);
    return out;
  };
  if (!isScalar(v)) return at;
  const one = at(0);
  return () => one;
}

export const takingOf = (o: Options): Taking =>
  o.leftmost === true ? "leftmost" : o.overlapping === true ? "overlapping" : "first";

/** The automaton of each row's patterns; nulls among them match nothing. */
function automata(v: Value, options: Options): (row: number) => Automaton {
  const lists = textLists(v);
  const make = (list: readonly (string | null)[]): Automaton =>
    new Automaton(
      list.filter((t) => t !== null),
      options.asciiCaseInsensitive === true,
      takingOf(options),
    );
  if (isScalar(v)) {
    const one = make(lists(0));
    return () => one;
  }
  return (row) => make(lists(row));
}

export const containsAny: OfText = (c, [patterns], { type, options }) => {
  const of = automata(patterns as Value, options);
  const bits = new Uint8Array((c.length + 7) >> 3);
  for (let i = 0; i < c.length; i++)
    if (isValid(c, i) && of(i).test(c.data, c.offsets[i] as number, c.offsets[i + 1] as number))
      bits[i >> 3] = (bits[i >> 3] as number) | (1 << (i & 7));
  return boolColumn(type, c.length, bits, c.validity, c.nulls);
};

/** Where matches begin and end, growing. */
class Spans {
  starts: Int32Array = new Int32Array(1024);
  ends: Int32Array = new Int32Array(1024);
  count = 0;

  push(start: number, end: number): void {
    if (this.count === this.starts.length) {
      if (this.count >= MOST)
        throw new PolaroidError("LIMIT_EXCEEDED", `a batch has more than ${MOST} matches; work on fewer rows at once`);
      const grown = (from: Int32Array): Int32Array => {
        const more = new Int32Array(from.length * 2);
        more.set(from);
        return more;
      };
      this.starts = grown(this.starts);
      this.ends = grown(this.ends);
    }
    this.starts[this.count] = start;
    this.ends[this.count++] = end;
  }
}

/** All matches of each row. */
function spansOf(c: BytesColumn, v: Value, options: Options): { readonly offsets: Int32Array; readonly spans: Spans } {
  const of = automata(v, options);
  const spans = new Spans();
  const offsets = new Int32Array(c.length + 1);
  const push = (start: number, end: number): void => spans.push(start, end);
  for (let i = 0; i < c.length; i++) {
    if (isValid(c, i)) of(i).each(c.data, c.offsets[i] as number, c.offsets[i + 1] as number, push);
    offsets[i + 1] = spans.count;
  }
  return { offsets, spans };
}

/** The byte where each match begins. */
export const findMany: OfText = (c, [patterns], { type, options }) => {
  const { offsets, spans } = spansOf(c, patterns as Value, options);
  const out = new Uint32Array(spans.count);
  for (let i = 0; i < c.length; i++)
    for (let k = offsets[i] as number; k < (offsets[i + 1] as number); k++)
      out[k] = (spans.starts[k] as number) - (c.offsets[i] as number);
  return listColumn(type, c.length, offsets, fixedColumn(UInt32, out.length, out, null, 0), c.validity, c.nulls);
};

export const extractMany: OfText = (c, [patterns], { type, options }) => {
  const { offsets, spans } = spansOf(c, patterns as Value, options);
  const ends = new Int32Array(spans.count + 1);
  const sink = new Sink(64 + (c.offsets[c.length] as number) - (c.offsets[0] as number));
  for (let k = 0; k < spans.count; k++) {
    sink.copy(c.data, spans.starts[k] as number, spans.ends[k] as number);
    ends[k + 1] = sink.at;
  }
  const parts = bytesColumn(Utf8, spans.count, ends, sink.data.subarray(0, sink.at), null, 0);
  return listColumn(type, c.length, offsets, parts, c.validity, c.nulls);
};

const whole = (list: readonly (string | null)[]): readonly string[] => {
  if (list.includes(null))
    throw new PolaroidError("INVALID_ARGUMENT", "str.replaceMany takes no nulls among patterns and replacements");
  return list as readonly string[];
};

/** One replacement for all patterns, or one for each. */
function paired(patterns: readonly string[], by: readonly string[]): readonly Uint8Array[] {
  if (by.length !== patterns.length && by.length !== 1)
    throw new PolaroidError(
      "SHAPE_MISMATCH",
      `str.replaceMany has ${patterns.length} patterns and ${by.length} replacements; give one for each, or one for all`,
    );
  const bytes = by.map(utf8);
  return patterns.map((_, i) => bytes[by.length === 1 ? 0 : i] as Uint8Array);
}

export const replaceMany: OfText = (c, [patterns, by], { options }) => {
  const [lists, others] = [textLists(patterns as Value), textLists(by as Value)];
  const fixed = isScalar(patterns as Value) && isScalar(by as Value);
  const make = (row: number): readonly [Automaton, readonly Uint8Array[]] => {
    const list = whole(lists(row));
    return [
      new Automaton(list, options.asciiCaseInsensitive === true, takingOf(options)),
      paired(list, whole(others(row))),
    ];
  };
  const one = fixed ? make(0) : null;
  const { data, offsets } = c;
  const to = new Int32Array(c.length + 1);
  const sink = new Sink((offsets[c.length] as number) - (offsets[0] as number) + 64);
  for (let i = 0; i < c.length; i++) {
    if (isValid(c, i)) {
      const [automaton, values] = one ?? make(i);
      let from = offsets[i] as number;
      const end = offsets[i + 1] as number;
      automaton.each(data, from, end, (start, stop, pattern) => {
        // An empty match within a character replaces nothing.
        if (start === stop && start < end && ((data[start] as number) & 0xc0) === 0x80) return;
        sink.copy(data, from, start);
        const value = values[pattern] as Uint8Array;
        sink.copy(value, 0, value.length);
        from = stop;
      });
      sink.copy(data, from, end);
    }
    to[i + 1] = sink.at;
  }
  return bytesColumn(Utf8, c.length, to, sink.data.subarray(0, sink.at), c.validity, c.nulls);
};
