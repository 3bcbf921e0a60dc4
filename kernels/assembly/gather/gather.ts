/** Copies the bytes of rows, one behind the other; a negative row has none. Reads and writes up to 15 bytes past the ends. */
export function gatherBytes(offsets: usize, data: usize, rows: usize, n: u32, out: usize): void {
  const end = rows + (<usize>n << 2);
  for (; rows < end; rows += 4) {
    const row = load<i32>(rows);
    if (row < 0) continue;
    const p = offsets + (<usize>row << 2);
    const from = load<u32>(p);
    const length = load<u32>(p, 4) - from;
    const source = data + from;
    if (length <= 16) v128.store(out, v128.load(source));
    else memory.copy(out, source, length);
    out += length;
  }
}
