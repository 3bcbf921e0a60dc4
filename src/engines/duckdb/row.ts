/** The hidden column of row numbers, carried only where an order matters. */
export const ROW: string = `"__polaroid_row"`;
