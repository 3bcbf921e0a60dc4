import { type FixedColumn, isValid } from "../../../arrow/column.ts";
import { parseDuration } from "../../../arrow/time/duration.ts";
import { isTemporal } from "../../../arrow/type-info.ts";
import type { FrameBound, WindowFrame } from "../../../expr/frame.ts";
import { opposite } from "../../../expr/window-length.ts";
import { doubles } from "../aggregates/doubles.ts";
import { movedBy } from "../functions/datetime/windows.ts";
import type { Frames } from "../functions/rolling/frames.ts";
import type { Compare } from "../order/compare.ts";
import { compareKeys } from "../order/compare.ts";
import type { SortKey } from "../order/key.ts";

/** A key of the window's order, its rows in that order. */
export type FrameKey = SortKey;

/** Where the rows equal to each row in the order begin and end. */
function peersOf(keys: readonly FrameKey[], starts: Int32Array): Frames {
  const n = starts[starts.length - 1] as number;
  const from = new Int32Array(n);
  const to = new Int32Array(n);
  const compare: Compare = compareKeys(keys);
  for (let s = 0; s + 1 < starts.length; s++) {
    const end = starts[s + 1] as number;
    for (let i = starts[s] as number; i < end; ) {
      let next = i + 1;
      while (next < end && compare(i, next) === 0) next++;
      from.fill(i, i, next);
      to.fill(next, i, next);
      i = next;
    }
  }
  return { from, to };
}

/** Numbers that grow along the order, and how far each may be from a row's. */
function distances(key: FrameKey, bound: FrameBound): { readonly at: Float64Array; readonly edge: Float64Array } {
  const column = key.column as FixedColumn;
  const sign = key.descending ? -1 : 1;
  const back = bound.side === "preceding" ? -1 : 1;
  const scale = (v: Float64Array): Float64Array => (sign === 1 ? v : v.map((x) => -x));
  if (isTemporal(column.type)) {
    const text = String(bound.offset);
    const fixed = parseDuration(text);
    // Dates moved by hours are times.
    const whole = column.type.id !== "Date32" || fixed.nanoseconds === 0n;
    const written = back * sign === 1 ? text : opposite(text);
    if (whole) return { at: scale(doubles(column)), edge: scale(doubles(movedBy(column, written))) };
    const days = Number(fixed.nanoseconds) / 86_400e9 + fixed.days + fixed.weeks * 7;
    const at = scale(doubles(column));
    return { at, edge: at.map((x) => x + back * days) };
  }
  const at = scale(doubles(column));
  const offset = Number(bound.offset) * back;
  return { at, edge: at.map((x) => x + offset) };
}

/** The first row of each frame (or the row behind its last), where the frame goes by a distance along the key. */
function along(key: FrameKey, bound: FrameBound, last: boolean, starts: Int32Array, peers: Frames): Int32Array {
  const { at, edge } = distances(key, bound);
  const { column } = key;
  const out = new Int32Array(at.length);
  for (let s = 0; s + 1 < starts.length; s++) {
    let [first, end] = [starts[s] as number, starts[s + 1] as number];
    while (first < end && !isValid(column, first)) {
      out[first] = (last ? peers.to : peers.from)[first] as number;
      first++;
    }
    while (end > first && !isValid(column, end - 1)) {
      end--;
      out[end] = (last ? peers.to : peers.from)[end] as number;
    }
    for (let i = first, p = first; i < end; i++) {
      const e = edge[i] as number;
      if (e !== e) {
        out[i] = (last ? peers.to : peers.from)[i] as number;
        continue;
      }
      while (p < end && (last ? (at[p] as number) <= e : (at[p] as number) < e)) p++;
      out[i] = p;
    }
  }
  return out;
}

/** The rows of each frame, and the rows equal to each in the order. */
export interface RowFrames extends Frames {
  readonly peers: Frames;
}

export function framesOf(frame: WindowFrame, keys: readonly FrameKey[], starts: Int32Array): RowFrames {
  const n = starts[starts.length - 1] as number;
  const peers = peersOf(keys, starts);
  const from = new Int32Array(n);
  const to = new Int32Array(n);
  const edge = (bound: FrameBound, last: boolean): ((i: number, start: number, end: number) => number) => {
    const { side, offset } = bound;
    if (side !== "current" && offset === null) return (_, start, end) => (side === "preceding" ? start : end);
    if (frame.unit === "rows") {
      const by = (side === "current" ? 0 : Number(offset) * (side === "preceding" ? -1 : 1)) + (last ? 1 : 0);
      return (i) => i + by;
    }
    if (side === "current") return (i) => (last ? peers.to : peers.from)[i] as number;
    if (frame.unit === "range") {
      const places = along(keys[0] as FrameKey, bound, last, starts, peers);
      return (i) => places[i] as number;
    }
    const groups = groupEdges(peers, starts, Number(offset) * (side === "preceding" ? -1 : 1), last);
    return (i) => groups[i] as number;
  };
  const [first, behind] = [edge(frame.from, false), edge(frame.to, true)];
  for (let s = 0; s + 1 < starts.length; s++) {
    const [start, end] = [starts[s] as number, starts[s + 1] as number];
    for (let i = start; i < end; i++) {
      const a = Math.min(end, Math.max(start, first(i, start, end)));
      from[i] = a;
      to[i] = Math.max(a, Math.min(end, Math.max(start, behind(i, start, end))));
    }
  }
  return { from, to, peers };
}

/** Ends of frames that count groups of equal rows. */
function groupEdges(peers: Frames, starts: Int32Array, by: number, last: boolean): Int32Array {
  const out = new Int32Array(peers.from.length);
  for (let s = 0; s + 1 < starts.length; s++) {
    const [start, end] = [starts[s] as number, starts[s + 1] as number];
    const heads: number[] = [];
    for (let i = start; i < end; i = peers.to[i] as number) heads.push(i);
    for (let g = 0; g < heads.length; g++) {
      const at = g + by;
      const place = last ? (at < 0 ? start : (heads[at + 1] ?? end)) : at < 0 ? start : (heads[at] ?? end);
      out.fill(place, heads[g], heads[g + 1] ?? end);
    }
  }
  return out;
}

/** The parts of each frame that are left when rows are left out of it. */
export function piecesOf({ from, to, peers }: RowFrames, exclude: WindowFrame["exclude"]): readonly Frames[] {
  if (exclude === "none") return [{ from, to }];
  const n = from.length;
  const piece = (): Frames & { from: Int32Array; to: Int32Array } => ({
    from: new Int32Array(n),
    to: new Int32Array(n),
  });
  const [before, own, after] = [piece(), piece(), piece()];
  for (let i = 0; i < n; i++) {
    const [a, b] = [from[i] as number, to[i] as number];
    const gapFrom = exclude === "current" ? i : (peers.from[i] as number);
    const gapTo = exclude === "current" ? i + 1 : (peers.to[i] as number);
    before.from[i] = a;
    before.to[i] = Math.max(a, Math.min(b, gapFrom));
    const later = Math.max(a, gapTo);
    after.from[i] = later;
    after.to[i] = Math.max(later, b);
    if (exclude === "ties" && a <= i && i < b) {
      own.from[i] = i;
      own.to[i] = i + 1;
    }
  }
  return exclude === "ties" ? [before, own, after] : [before, after];
}
