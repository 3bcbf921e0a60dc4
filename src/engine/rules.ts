import type { ErrorCode } from "../core/codes.ts";
import { PolaroidError } from "../core/error.ts";

/** Whose move it is: ours to build, the engine's makers', or nobody's. */
export type Whose = "ours" | "upstream" | "never";

/** A feature that an engine does not have, said as data. */
export interface Missing {
  readonly missing: Whose;
  readonly why: string;
}

export const missing = (whose: Whose, why: string): Missing => Object.freeze({ missing: whose, why });
export const isMissing = (rule: unknown): rule is Missing =>
  typeof rule === "object" && rule !== null && "missing" in rule;

/** One rule or one declared gap for every name: complete by type. */
export type Rules<K extends string, R> = Readonly<Record<K, R | Missing>>;

/** A gap met in a plan. */
export interface Gap extends Missing {
  readonly feature: string;
}

export const gapCode = (gap: Missing): ErrorCode => (gap.missing === "ours" ? "NOT_IMPLEMENTED" : "NOT_SUPPORTED");

export const gapError = (engine: string, gap: Gap): PolaroidError =>
  new PolaroidError(gapCode(gap), `the ${engine} engine has no ${gap.feature}: ${gap.why}`);
