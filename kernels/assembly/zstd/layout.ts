// The workspace that the host allocates: tables at fixed places, then the literals of one block.

/** What a decoder gives instead of a length. */
export const CORRUPT: f64 = -1;
export const DICTIONARY: f64 = -2;
export const FULL: f64 = -3;
export const CHECKSUM: f64 = -4;

/** No block holds more. */
export const BLOCK: u32 = 128 << 10;

/** Entries of 16 bytes, see fse.ts. */
export const LL_TABLE: usize = 0;
export const ML_TABLE: usize = LL_TABLE + 512 * 16;
export const OF_TABLE: usize = ML_TABLE + 512 * 16;
/** Those of the specification, made once. */
export const LL_DEFAULT: usize = OF_TABLE + 256 * 16;
export const ML_DEFAULT: usize = LL_DEFAULT + 64 * 16;
export const OF_DEFAULT: usize = ML_DEFAULT + 64 * 16;
/** What each code stands for: the first 8 bytes of an entry, but for the state's bits. */
export const LL_CODES: usize = OF_DEFAULT + 32 * 16;
export const ML_CODES: usize = LL_CODES + 64 * 8;
export const OF_CODES: usize = ML_CODES + 64 * 8;
export const PLAIN_CODES: usize = OF_CODES + 32 * 8;

/** 2 bytes for each of the 2^11 next bits: how many a symbol takes of them, and the symbol. */
export const HUFFMAN: usize = PLAIN_CODES + 256 * 8;
export const WEIGHTS: usize = HUFFMAN + 2048 * 2;
export const WEIGHT_TABLE: usize = WEIGHTS + 512;
export const RANKS: usize = WEIGHT_TABLE + 64 * 16;

/** A distribution's counts, and what building a table from it needs. */
export const COUNTS: usize = RANKS + 64;
export const NEXT: usize = COUNTS + 256 * 2;
export const CELLS: usize = NEXT + 256 * 2;

/** Shuffles that repeat the first 1 to 15 bytes, and in place of that for 0: how many bytes they fill evenly. */
export const PATTERNS: usize = CELLS + 512 + 64;

/** Sequences that are decoded and not yet carried out: literals, match, offset, each 4 bytes of 16. */
export const CHUNK: u32 = 512;
export const SEQUENCES: usize = PATTERNS + 16 * 16;

export const LITERALS: usize = SEQUENCES + CHUNK * 16;
export const WORKSPACE: usize = LITERALS + BLOCK + 64;
