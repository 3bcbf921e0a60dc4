import { isNumeric, isTemporal, typeName } from "../arrow/type-info.ts";
import type { DataType } from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";

/** An end of a frame: the row's own place, or one before or after it; no offset: as far as the partition goes. */
export interface FrameBound {
  readonly side: "preceding" | "current" | "following";
  /** Rows or groups; along a range a difference of numbers, or of times such as "3d". */
  readonly offset: number | string | null;
}
/**
 * The rows around each row that an aggregate sees, in the order of its window: by their number ("rows"), by groups of
 * rows that are equal in the order ("groups"), or by how far their key is from the row's ("range").
 */
export interface WindowFrame {
  readonly unit: "rows" | "range" | "groups";
  readonly from: FrameBound;
  readonly to: FrameBound;
  /** What is left out of it: nothing, the row, all rows equal to it in the order, or those but the row itself. */
  readonly exclude: "none" | "current" | "group" | "ties";
}

const UNITS: readonly unknown[] = ["rows", "range", "groups"];
const SIDES: readonly unknown[] = ["preceding", "current", "following"];
const EXCLUDED: readonly unknown[] = ["none", "current", "group", "ties"];
const bad = (why: string): PolaroidError => new PolaroidError("INVALID_ARGUMENT", `the frame of a window ${why}`);

function checkBound(b: FrameBound, unit: WindowFrame["unit"], key: DataType | null): void {
  if (!SIDES.includes(b?.side)) throw bad("ends at a number of rows before or after, or at the current row");
  if (b.offset === null || b.side === "current") return;
  if (unit !== "range") {
    if (typeof b.offset !== "number" || !Number.isSafeInteger(b.offset) || b.offset < 0)
      throw bad(`counts ${unit} in whole numbers from 0 on, not ${String(b.offset)}`);
    return;
  }
  if (key === null) throw bad("along a range with an offset has one key of order");
  const fits = isTemporal(key)
    ? typeof b.offset === "string" && key.id !== "Time"
    : isNumeric(key) && typeof b.offset === "number" && b.offset >= 0;
  if (!fits)
    throw bad(
      `along ${typeName(key)} has offsets that are ${isTemporal(key) ? "times" : "numbers from 0 on"}, not ${String(b.offset)}`,
    );
}

/** Throws `INVALID_ARGUMENT` for a frame that no window can have; `key` is the type of its only key of order, where it has one. */
export function checkFrame(f: WindowFrame, key: DataType | null): void {
  if (!UNITS.includes(f?.unit)) throw bad("counts rows, groups or a range");
  if (!EXCLUDED.includes(f.exclude)) throw bad("leaves out none, current, group or ties");
  for (const b of [f.from, f.to]) checkBound(b, f.unit, key);
}
