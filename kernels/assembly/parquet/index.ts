export { pqLevels, pqOldLevels, pqUnpack } from "./unpack";
export { pqBits, pqSlots } from "./validity";
export { pqGather32, pqGather64, pqRemap, pqTake128, pqTake32, pqTake64 } from "./gather";
export { pqBytesOfBits, pqPass, pqPickBits } from "./pass";
export {
  pqShiftOffsets, pqSpread128, pqSpread16, pqSpread32, pqSpread64, pqSpread8, pqSpreadBits, pqSpreadOffsets,
} from "./spread";
export {
  pqEvenOffsets, pqLengths, pqPlainBytes, pqPrefixBytes, pqPrefixSize, pqTakeBytes, pqTakeSize, pqUtf8,
} from "./bytes";
export { pqDelta } from "./delta";
export {
  pqBigEndian, pqBigEndianAt, pqHalf, pqInt96, pqNarrow16, pqNarrow8, pqScale, pqUnsplit, pqWide32, pqWide64, pqWiden,
} from "./convert";
