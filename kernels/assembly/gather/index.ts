export { bitsToRows, gather64, gather128 } from "./rows";
export { compact8, compact16, compact32, compact64, compact128 } from "./compact";
export { gatherBytes } from "./gather";
