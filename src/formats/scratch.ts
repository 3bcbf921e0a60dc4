const LEAST = 1 << 16;
const KEPT = 64 << 20;
/** The next group is read while one is decoded, for a scan or two. */
const MOST = 8;

const free: Uint8Array[] = [];
let kept = 0;

/** Memory that is used again once it was given back: reading into new pages takes several times as long. */
export function takeScratch(bytes: number): Uint8Array {
  const at = free.findIndex((b) => b.length >= bytes && b.length <= 4 * Math.max(bytes, LEAST));
  if (at < 0) return new Uint8Array(2 ** Math.ceil(Math.log2(Math.max(bytes, LEAST))));
  const [found] = free.splice(at, 1) as [Uint8Array];
  kept -= found.length;
  return found;
}

/** Nobody may have a view of it any more. */
export function giveScratch(memory: Uint8Array): void {
  if (kept + memory.length > KEPT || free.length === MOST) return;
  kept += memory.length;
  free.push(memory);
}
