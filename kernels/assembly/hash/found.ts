/** Writes a bit for each row that is not negative, and those rows one behind the other; gives how many. Writes up to one row past the last. */
export function foundRows(rows: usize, n: i32, bits: usize, out: usize): i32 {
  const start = out;
  let byte: u32 = 0;
  for (let i = 0; i < n; i++) {
    const row = load<i32>(rows + (<usize>i << 2));
    const found = ~row >>> 31;
    store<i32>(out, row);
    out += <usize>(found << 2);
    byte |= found << (i & 7);
    if ((i & 7) == 7) {
      store<u8>(bits + (i >> 3), byte);
      byte = 0;
    }
  }
  if ((n & 7) != 0) store<u8>(bits + (n >> 3), byte);
  return <i32>((out - start) >> 2);
}

/** Copies the 32-bit values of rows; row -1 is what lies before the first. */
export function gather32(values: usize, rows: usize, n: i32, out: usize): void {
  const end = rows + (<usize>n << 2);
  for (; rows + 16 <= end; rows += 16, out += 16) {
    store<u32>(out, load<u32>(values + (<usize>load<u32>(rows) << 2)));
    store<u32>(out, load<u32>(values + (<usize>load<u32>(rows, 4) << 2)), 4);
    store<u32>(out, load<u32>(values + (<usize>load<u32>(rows, 8) << 2)), 8);
    store<u32>(out, load<u32>(values + (<usize>load<u32>(rows, 12) << 2)), 12);
  }
  for (; rows < end; rows += 4, out += 4) store<u32>(out, load<u32>(values + (<usize>load<u32>(rows) << 2)));
}

// @ts-ignore: decorator
@inline
function gatherField<T>(values: usize, stride: i32, rows: usize, n: i32, out: usize): void {
  const end = rows + (<usize>n << 2);
  for (; rows < end; rows += 4, out += sizeof<T>()) store<T>(out, load<T>(values + <usize>(load<i32>(rows) * stride)));
}

/** Copies a field of rows that lie `stride` bytes apart; row -1 is what lies before the first. */
export function gatherField32(values: usize, stride: i32, rows: usize, n: i32, out: usize): void { gatherField<u32>(values, stride, rows, n, out); }
export function gatherField64(values: usize, stride: i32, rows: usize, n: i32, out: usize): void { gatherField<u64>(values, stride, rows, n, out); }

// @ts-ignore: decorator
@inline
function putField<T>(values: usize, n: i32, stride: i32, out: usize): void {
  const end = values + <usize>n * sizeof<T>();
  for (; values < end; values += sizeof<T>(), out += stride) store<T>(out, load<T>(values));
}

/** Writes values as a field of rows that lie `stride` bytes apart. */
export function putField32(values: usize, n: i32, stride: i32, out: usize): void { putField<u32>(values, n, stride, out); }
export function putField64(values: usize, n: i32, stride: i32, out: usize): void { putField<u64>(values, n, stride, out); }
