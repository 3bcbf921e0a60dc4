export { csvNulls, csvScan } from "./scan";
export { csvFloat64, csvInt64 } from "./numbers";
export { csvBool, csvText, csvUtf8 } from "./texts";
