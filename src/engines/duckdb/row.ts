import { identifier } from "./quote.ts";

/** The hidden column of row numbers, carried only where an order matters. */
export const ROW: string = identifier("__polaroid_row");
