import { Cursor } from "./cursor.ts";

type Reader<T> = (cursor: Cursor) => T;

/** A text that fails is read again with a record of what was asked for, so that the error can say what was meant. */
export const read = <T>(text: string, reader: Reader<T>): T => {
  try {
    return reader(new Cursor(text));
  } catch (error) {
    reader(new Cursor(text, new Map()));
    throw error;
  }
};
