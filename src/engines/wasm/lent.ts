const MOST = 1 << 16;
const ids = new Int32Array(MOST);
/** What is lent, one behind the other. */
const rooms: Int32Array[] = [];
let top = 0;

/** Room for ids of rows that nobody keeps: a small array of its own costs more than what is done with it. To be given back. */
export function lend(n: number): Int32Array {
  if (n > MOST - top) return new Int32Array(n);
  const room = ids.subarray(top, top + n);
  rooms.push(room);
  top += n;
  return room;
}

/** Ids for somebody who keeps them: a copy of those that were lent. */
export const kept = (room: Int32Array): Int32Array => (room.buffer === ids.buffer ? room.slice() : room);

/** Gives room back, and what was lent after it. */
export function giveBack(room: Int32Array): void {
  const at = rooms.lastIndexOf(room);
  if (at < 0) return;
  top = room.byteOffset >> 2;
  rooms.length = at;
}
