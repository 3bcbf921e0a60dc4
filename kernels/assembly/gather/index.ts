export { gatherBytes } from "./gather";
