// A source of texts is 16 bytes: where its offsets lie, the bytes that they count from, codes into its entries (0: rows are
// the entries), and the rows that there are (0 stands for one text for all rows).

// @ts-ignore: decorators are AssemblyScript's
@inline
function entryOf(source: usize, i: usize): usize {
  const codes = <usize>load<u32>(source, 8);
  const row = codes !== 0 ? <usize>load<u32>(codes + (i << 2)) : load<u32>(source, 12) !== 0 ? i : 0;
  return <usize>load<u32>(source) + (row << 2);
}

// @ts-ignore: decorators are AssemblyScript's
@inline
function isValid(validity: usize, i: usize): bool {
  return validity === 0 || ((<u32>load<u8>(validity + (i >> 3)) >> (<u32>i & 7)) & 1) !== 0;
}

/** Where the texts of n rows, each of all sources, end up; a null row is empty. Gives all bytes, or -1 past 2 GiB. */
export function textConcatOffsets(sources: usize, count: i32, n: i32, validity: usize, offsets: usize): i32 {
  const end = sources + (<usize>count << 4);
  let total: u64 = 0;
  store<u32>(offsets, 0);
  for (let i: usize = 0; i < <usize>n; i++) {
    if (isValid(validity, i))
      for (let s = sources; s < end; s += 16) {
        const p = entryOf(s, i);
        total += load<u32>(p, 4) - load<u32>(p);
      }
    if (total > 0x7fffffff) return -1;
    store<u32>(offsets + (i << 2), <u32>total, 4);
  }
  return <i32>total;
}

/** The bytes of the same. Reads and writes up to 15 bytes past the ends. */
export function textConcat(sources: usize, count: i32, n: i32, validity: usize, out: usize): void {
  const end = sources + (<usize>count << 4);
  for (let i: usize = 0; i < <usize>n; i++) {
    if (!isValid(validity, i)) continue;
    for (let s = sources; s < end; s += 16) {
      const p = entryOf(s, i);
      const from = load<u32>(p);
      const size = <usize>(load<u32>(p, 4) - from);
      const data = <usize>load<u32>(s, 4) + from;
      if (size <= 16) v128.store(out, v128.load(data));
      else memory.copy(out, data, size);
      out += size;
    }
  }
}
