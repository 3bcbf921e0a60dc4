export { jsonRows } from "./rows";
