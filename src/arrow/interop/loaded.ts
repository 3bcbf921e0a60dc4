import type { fromArrow } from "./from-arrow.ts";

/** Reading of other libraries' frames, which is code of its own in a browser; null until it is there. */
export const interop: { fromArrow: typeof fromArrow | null } = { fromArrow: null };
