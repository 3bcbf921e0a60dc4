const WORD = 4294967296;

/** Writes seconds * per + rest (per at most 1e9, 0 <= rest < per) as a 64-bit integer into two words, exactly. */
export function storeMoment(words: Int32Array, row: number, seconds: number, rest: number, per: number): void {
  // seconds = high * 2^21 + low: every product below stays under 2^53.
  const high = Math.floor(seconds / 2097152);
  const low = seconds - high * 2097152;
  const product = high * per;
  const over = Math.floor(product / 2048);
  const small = (product - over * 2048) * 2097152 + low * per + rest;
  const carry = Math.floor(small / WORD);
  words[2 * row] = small - carry * WORD;
  words[2 * row + 1] = over + carry;
}
