// @ts-ignore: decorator
@inline
const MIX: u64 = 0xd6e8feb86659fd93;

// @ts-ignore: decorator
@inline
export function mix(key: u64, seed: u64): u32 {
  let x = (key ^ seed) * MIX;
  x = (x ^ (x >> 32)) * MIX;
  return <u32>(x >> 32);
}

// @ts-ignore: decorator
@inline
export function tail(length: u32): u64 {
  return length >= 8 ? u64.MAX_VALUE : ((<u64>1) << (<u64>length << 3)) - 1;
}

/** The hash of twelve bytes. */
// @ts-ignore: decorator
@inline
export function mixShort(low: u64, high: u32, seed: u64): u32 {
  let h = (low ^ seed) * MIX;
  h = (h ^ (h >> 32) ^ <u64>high) * MIX;
  h = (h ^ (h >> 32)) * MIX;
  return <u32>(h >> 32);
}

// Reads up to 7 bytes past the end and masks them. Each word is multiplied by what only this process knows: a constant
// would let two words be chosen whose differences cancel, whatever the seed is.
// @ts-ignore: decorator
@inline
export function mixBytes(at: usize, length: u32, seed: u64): u32 {
  const own = seed | 1;
  let h = seed ^ (<u64>length * 0x9e3779b97f4a7c15);
  let left = length;
  while (left > 8) {
    h = (h ^ load<u64>(at)) * MIX;
    h = (h ^ (h >> 32)) * own;
    at += 8;
    left -= 8;
  }
  h = (h ^ (load<u64>(at) & tail(left))) * MIX;
  h = (h ^ (h >> 32)) * MIX;
  return <u32>(h >> 32);
}

// @ts-ignore: decorator
@inline
export function sameBytes(a: usize, b: usize, length: u32): bool {
  let left = length;
  while (left > 8) {
    if (load<u64>(a) != load<u64>(b)) return false;
    a += 8;
    b += 8;
    left -= 8;
  }
  return ((load<u64>(a) ^ load<u64>(b)) & tail(left)) == 0;
}

// @ts-ignore: decorator
@inline
export function isSet(bits: usize, i: i32): bool {
  return ((load<u8>(bits + (i >> 3)) >> <u8>(i & 7)) & 1) != 0;
}
