import type { ByteSource, Signal } from "../core/host.ts";

export interface Range {
  readonly start: number;
  readonly end: number;
}

export type Reading = (start: number, end: number) => Promise<Uint8Array>;

const GAP = 64 * 1024;
const MOST = 64 * 1024 * 1024;

/** Reads ranges, those that lie near each other in one request of at most `most` bytes; gives the bytes of each. */
export async function readRanges(
  source: ByteSource,
  ranges: readonly Range[],
  signal?: Signal,
  most: number = MOST,
  read: Reading = (start, end) => source.read(start, end, signal),
): Promise<Uint8Array[]> {
  const order = ranges.map((_, i) => i).sort((a, b) => (ranges[a] as Range).start - (ranges[b] as Range).start);
  const out = new Array<Uint8Array>(ranges.length);
  const requests: Promise<void>[] = [];
  for (let i = 0; i < order.length; ) {
    const group = [order[i] as number];
    const start = (ranges[order[i] as number] as Range).start;
    let end = (ranges[order[i] as number] as Range).end;
    i++;
    for (; i < order.length; i++) {
      const next = ranges[order[i] as number] as Range;
      if (next.start > end + GAP || Math.max(end, next.end) - start > most) break;
      end = Math.max(end, next.end);
      group.push(order[i] as number);
    }
    requests.push(
      read(start, end).then((bytes) => {
        for (const k of group) {
          const r = ranges[k] as Range;
          out[k] = bytes.subarray(r.start - start, r.end - start);
        }
      }),
    );
  }
  await Promise.all(requests);
  return out;
}
