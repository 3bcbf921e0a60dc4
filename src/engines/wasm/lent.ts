const MOST = 1 << 16;
const ids = new Int32Array(MOST);
let lent = false;

/** Room for ids of rows that nobody keeps: a small array of its own costs more than what is done with it. To be given back. */
export function lend(n: number): Int32Array {
  if (lent || n > MOST) return new Int32Array(n);
  lent = true;
  return ids.subarray(0, n);
}

/** Ids for somebody who keeps them: a copy of those that were lent. */
export const kept = (room: Int32Array): Int32Array => (room.buffer === ids.buffer ? room.slice() : room);

export function giveBack(room: Int32Array): void {
  if (room.buffer === ids.buffer) lent = false;
}
