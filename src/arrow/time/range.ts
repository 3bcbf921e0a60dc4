import { PolaroidError } from "../../core/error.ts";
import { isFixed, type Scale, type Step, shifted } from "./step.ts";

/** Which ends belong to what lies between. */
export type Closed = "left" | "right" | "both" | "none";

/** More values than this are an error before memory is taken for them. */
export const MOST_VALUES: number = 2 ** 27;

export const tooMany = (what: string, found: bigint | number): PolaroidError =>
  new PolaroidError(
    "LIMIT_EXCEEDED",
    `${what} would have ${found} values, more than the ${MOST_VALUES} that are made at once; take a longer interval or a shorter range`,
  );

/** Values from `start` to `end` at regular steps, each counted from the start. */
export function momentsBetween(
  start: bigint,
  end: bigint,
  every: Step,
  scale: Scale,
  closed: Closed,
  what: string,
  room: number = MOST_VALUES,
): BigInt64Array<ArrayBuffer> {
  if (end < start) return new BigInt64Array(0);
  if (isFixed(every)) {
    const step = every.units;
    const skip = closed === "right" || closed === "none" ? 1n : 0n;
    const reach = (end - start) / step;
    const last = (closed === "left" || closed === "none") && start + reach * step === end ? reach - 1n : reach;
    if (last < skip) return new BigInt64Array(0);
    if (last - skip >= BigInt(room)) throw tooMany(what, last - skip + 1n);
    const out = new BigInt64Array(Number(last - skip) + 1);
    let v = start + skip * step;
    for (let i = 0; i < out.length; i++, v += step) out[i] = v;
    return out;
  }
  const out: bigint[] = [];
  for (let k = 0; ; k++) {
    const v = shifted(start, every, k, scale);
    if (v > end) break;
    if (k === 0 && (closed === "right" || closed === "none") && v === start) continue;
    if (v === end && (closed === "left" || closed === "none")) break;
    if (out.length >= room) throw tooMany(what, `over ${room}` as unknown as number);
    out.push(v);
  }
  return BigInt64Array.from(out);
}
