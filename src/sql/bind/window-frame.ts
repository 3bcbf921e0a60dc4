import { isTemporal } from "../../arrow/type-info.ts";
import { nearest } from "../../core/suggest.ts";
import type { FrameBound, WindowFrame } from "../../expr/frame.ts";
import type { OrderKey } from "../../expr/node.ts";
import type { Ident } from "../syntax/node.ts";
import type { Bound, Frame, Window } from "../syntax/window.ts";
import { type Env, typeIn } from "./env.ts";
import { bind } from "./expression.ts";
import { spanOf } from "./literal.ts";
import { fold } from "./scope.ts";

/** A window with what the named one that it builds on has. */
export function windowOf(w: Window | Ident, env: Env, seen: ReadonlySet<string> = new Set()): Window {
  const base = w.kind === "window" ? w.base : w;
  if (base === undefined) return w as Window;
  const name = fold(base.name);
  const found = env.named?.get(name);
  const { source } = env.binder;
  if (found === undefined || seen.has(name)) {
    const close = nearest(name, [...(env.named?.keys() ?? [])]);
    throw source.error(
      base,
      `there is no window "${base.name}" here${close === undefined ? "" : `; did you mean "${close}"?`}`,
      "NOT_FOUND",
    );
  }
  const under = windowOf(found, env, new Set([...seen, name]));
  if (w.kind !== "window") return under;
  if (w.partitionBy.length > 0) throw source.error(w, `"${base.name}" has its own partition`);
  if (w.orderBy !== undefined && under.orderBy !== undefined) throw source.error(w, `"${base.name}" has its own order`);
  if (under.frame !== undefined) throw source.error(w, `"${base.name}" has its own frame`);
  return { ...w, base: undefined, partitionBy: under.partitionBy, orderBy: w.orderBy ?? under.orderBy };
}

/** "3mo2d" of an interval's parts, which all go one way. */
function lengthOf(span: string): string | null {
  const parts = span.split("|");
  const negative = parts.filter((p) => p.startsWith("-")).length;
  if (negative > 0 && negative < parts.length) return null;
  return (negative > 0 ? "-" : "") + parts.map((p) => p.replace(/^[+-]/, "")).join("");
}

function boundOf(b: Bound, frame: Frame, keys: readonly OrderKey[], env: Env): FrameBound {
  const { side, offset } = b;
  const { source } = env.binder;
  if (side === "current" || offset === undefined) return { side, offset: null };
  const found = bind(offset, env);
  const span = spanOf(found);
  const key = keys[0];
  if (frame.unit === "range" && (keys.length !== 1 || key === undefined))
    throw source.error(offset, "a range with an offset has one expression in its ORDER BY");
  const times = frame.unit === "range" && isTemporal(typeIn(env, (key as OrderKey).expr));
  if (span !== undefined && times) {
    const length = lengthOf(span);
    if (length === null || length.startsWith("-"))
      throw source.error(offset, "an interval of a frame is a length of time from 0 on");
    return { side, offset: length };
  }
  const value = found.kind === "lit" && found.value !== null ? Number(found.value) : Number.NaN;
  if (found.kind !== "lit")
    throw source.error(offset, "the offsets of frames are numbers or intervals that are written out", "NOT_SUPPORTED");
  if (times || !(value >= 0) || (frame.unit !== "range" && !Number.isSafeInteger(value)))
    throw source.error(
      offset,
      times
        ? "along times, frames have intervals as offsets"
        : `a frame of ${frame.unit} has numbers from 0 on as offsets`,
    );
  return { side, offset: value };
}

const EXCLUDED: Readonly<Record<NonNullable<Frame["exclude"]>, WindowFrame["exclude"]>> = {
  "current row": "current",
  group: "group",
  ties: "ties",
};
const UNBOUNDED = (side: "preceding" | "following"): FrameBound => ({ side, offset: null });
const CURRENT: FrameBound = { side: "current", offset: null };
/** With an order, all rows up to those that are equal to the row. */
export const SO_FAR: WindowFrame = { unit: "range", from: UNBOUNDED("preceding"), to: CURRENT, exclude: "none" };

/** The frame of a window; undefined where it is the whole partition. */
export function frameOf(w: Window, keys: readonly OrderKey[], env: Env): WindowFrame | undefined {
  const { frame } = w;
  if (frame === undefined) return keys.length === 0 ? undefined : SO_FAR;
  const { source } = env.binder;
  if (frame.unit === "groups" && keys.length === 0 && w.orderBy === undefined)
    throw source.error(frame, "a frame of groups needs an ORDER BY");
  const [from, to] = [boundOf(frame.from, frame, keys, env), boundOf(frame.to, frame, keys, env)];
  const place = { preceding: 0, current: 1, following: 2 };
  if (from.side === "following" && from.offset === null)
    throw source.error(frame, "a frame cannot start at UNBOUNDED FOLLOWING");
  if (to.side === "preceding" && to.offset === null)
    throw source.error(frame, "a frame cannot end at UNBOUNDED PRECEDING");
  if (place[from.side] > place[to.side]) throw source.error(frame, "a frame starts before it ends");
  const exclude = frame.exclude === undefined ? "none" : EXCLUDED[frame.exclude];
  const isWhole = from.side === "preceding" && from.offset === null && to.side === "following" && to.offset === null;
  return isWhole && exclude === "none" ? undefined : { unit: frame.unit, from, to, exclude };
}
