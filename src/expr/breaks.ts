import { PolaroidError } from "../core/error.ts";
import type { Options } from "./node.ts";

const wrong = (message: string): PolaroidError => new PolaroidError("INVALID_ARGUMENT", message);

/** A float with all its digits, never with an exponent: `0.0000001`, `1000000000000000000000`. */
export function plainNumber(x: number): string {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? "NaN" : x > 0 ? "inf" : "-inf";
  const text = String(x);
  const at = text.indexOf("e");
  if (at < 0) return Object.is(x, -0) ? "-0" : text;
  const power = Number(text.slice(at + 1));
  const sign = text.startsWith("-") ? "-" : "";
  const [whole = "", part = ""] = text.slice(sign.length, at).split(".");
  const digits = whole + part;
  return power < 0
    ? `${sign}0.${"0".repeat(-power - whole.length)}${digits}`
    : `${sign}${digits}${"0".repeat(power - part.length)}`;
}

/** The borders of bins in order, checked. */
export function sortedBreaks(breaks: readonly number[], fn: string): readonly number[] {
  const out = [...breaks].sort((a, b) => a - b);
  for (let i = 0; i < out.length; i++) {
    const x = out[i] as number;
    if (!Number.isFinite(x))
      throw wrong(`${fn}: ${plainNumber(x)} is no border of bins; the outer ones are infinite anyway`);
    if (i > 0 && x === out[i - 1]) throw wrong(`${fn}: the border ${plainNumber(x)} is there twice`);
  }
  return out;
}

/** The names of the bins between borders that ascend. */
export function binNames(breaks: readonly number[], leftClosed: boolean): string[] {
  const edges = ["-inf", ...breaks.map(plainNumber), "inf"];
  const [open, close] = leftClosed ? ["[", ")"] : ["(", "]"];
  return edges.slice(1).map((end, i) => `${open}${edges[i]}, ${end}${close}`);
}

/** The labels given, as many as there are bins and none twice; else the bins' names. */
export function labelsOf(labels: unknown, names: readonly string[], fn: string): readonly string[] {
  if (!Array.isArray(labels)) return names;
  const list = labels as readonly string[];
  if (list.length !== names.length) throw wrong(`${fn}: ${names.length} bins need as many labels, got ${list.length}`);
  const twice = list.find((l, i) => list.indexOf(l) !== i);
  if (twice !== undefined) throw wrong(`${fn}: the label ${JSON.stringify(twice)} is there twice`);
  return list;
}

/** The bins of `cut` by its options. */
export function cutBins({ breaks, labels, leftClosed }: Options): {
  readonly breaks: readonly number[];
  readonly labels: readonly string[];
} {
  const sorted = sortedBreaks(breaks as readonly number[], "cut");
  return { breaks: sorted, labels: labelsOf(labels, binNames(sorted, leftClosed === true), "cut") };
}
