/**
 * Megabytes that a connection may hold by Node's count, which is over all bounds of ours. It counts what waits to be sent,
 * keeps counting what calls that were given up had waiting, and refuses all streams once it is full; what may wait is bounded
 * by the messages of each call, and headers by their own limits.
 */
export const SESSION_MEMORY: number = 1 << 20;
