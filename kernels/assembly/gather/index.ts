export { gatherBytes } from "./gather";
export { bitsToRows, gather64 } from "./rows";
