import { FURTHER } from "./further.gen.ts";
import type { FurtherKernels } from "./further-exports.gen.ts";
import { compile, kernels } from "./memory.ts";

/** Kernels on the memory of the others for what a page loads on use: text files, written Parquet, times, rolling sums. */
export const further: FurtherKernels = kernels.guest(compile(FURTHER));
