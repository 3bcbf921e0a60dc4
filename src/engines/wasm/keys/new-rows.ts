/** The rows whose groups come up for the first time: those of ids `before` and above, in their order. */
export function newRows(
  ids: Int32Array,
  before: number,
  count: number,
  out: Int32Array = new Int32Array(count - before),
): Int32Array {
  let next = before;
  for (let i = 0; next < count; i++) if (ids[i] === next) out[next++ - before] = i;
  return out;
}
