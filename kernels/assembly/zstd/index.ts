export { zstdBound, zstdDecode } from "./frame";
export { zstdSetup, zstdWorkspace } from "./setup";
