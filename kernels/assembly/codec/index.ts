export { lz4BlockDecode } from "./lz4-decode";
export { snappyDecode } from "./snappy-decode";
export { snappyEncode } from "./snappy-encode";
