export { pqDict32, pqDict64, pqHybrid, pqPutBytes } from "./encode";
export {
  pqBoundsBytes, pqBoundsF32, pqBoundsF64, pqBoundsI32, pqBoundsI64, pqBoundsU32, pqBoundsU64,
} from "./bounds";
