export { sortBounds, sortEncode, sortEncodeText, sortRowsOf } from "./encode";
export { sortEntries } from "./radix";
