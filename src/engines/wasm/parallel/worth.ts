/** What a split is of, by what is done with each row. */
export type Work = "group" | "sort" | "rows" | "join";

/** When a second thread pays. */
export interface Worth {
  /** Rows of a frame below which nothing is looked at, and those from which each kind of work is split. */
  readonly least: number;
  readonly rows: Readonly<Record<Work, number>>;
  /** The share of the rows that groups may be: those of parts are as much work again. */
  readonly many: number;
  /** Whether to split what only passes rows through memory. */
  readonly light: boolean;
  /** Values of a sample, for each part, below which a key is not cut into stretches. */
  readonly sample: number;
  /** How many times its share of the sample a part may have. */
  readonly skew: number;
  /** What copying a byte costs against what a row costs at the least, in nanoseconds. */
  readonly copy: number;
}

/** As measured on two cores. */
const MEASURED: Worth = {
  least: 200_000,
  rows: { group: 1_000_000, sort: 200_000, rows: 1_000_000, join: 500_000 },
  many: 1 / 6,
  light: false,
  sample: 8,
  skew: 1.5,
  copy: 0.7,
};
/** Whatever can be split is: for tests of what comes out. */
const ALWAYS: Worth = {
  least: 0,
  rows: { group: 0, sort: 0, rows: 0, join: 0 },
  many: Number.POSITIVE_INFINITY,
  light: true,
  sample: 1,
  skew: Number.POSITIVE_INFINITY,
  copy: 0,
};

export const worth: { now: Worth } = { now: MEASURED };
/** Splits whatever can be, or again what pays. */
export const splitAlways = (on: boolean): void => {
  worth.now = on ? ALWAYS : MEASURED;
};
