// The same on one thread: the runner sets POLAROID_THREADS.
export { adapter } from "./polaroid.ts";
