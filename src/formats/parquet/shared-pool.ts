const LEAST = 1 << 16;
const KEPT = 64 << 20;

const free: SharedArrayBuffer[] = [];
let kept = 0;

/** Memory that other threads fill, at least so large, used again once it was given back. */
export function takeShared(bytes: number): SharedArrayBuffer {
  const at = free.findIndex((b) => b.byteLength >= bytes && b.byteLength <= 4 * Math.max(bytes, LEAST));
  if (at < 0) return new SharedArrayBuffer(2 ** Math.ceil(Math.log2(Math.max(bytes, LEAST))));
  const [found] = free.splice(at, 1) as [SharedArrayBuffer];
  kept -= found.byteLength;
  return found;
}

export function giveShared(buffer: SharedArrayBuffer): void {
  if (kept + buffer.byteLength > KEPT) return;
  kept += buffer.byteLength;
  free.push(buffer);
}
