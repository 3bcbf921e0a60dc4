// The same on our own engine alone: the runner sets POLAROID_ENGINE.
export { adapter } from "./polaroid.ts";
