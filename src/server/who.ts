import type { Call } from "../grpc/call.ts";

/** What a caller may do: each includes those before it. */
export type Role = "read" | "write" | "admin";

/** Who calls, and in which session. */
export interface Who {
  readonly user: string;
  /** What tells him from people of the same name who are known by another way; the name unless given. */
  readonly key?: string;
  readonly roles: readonly Role[];
  readonly session: string;
}

/** Where a call's `values` hold its `Who`. */
export const WHO: unique symbol = Symbol("who");

const NOBODY: Who = Object.freeze({ user: "", roles: Object.freeze(["read", "write", "admin"] as const), session: "" });

/** Whose the caller's sessions are. */
export const ownerOf = (call: Call): string => {
  const { key, user } = whoOf(call);
  return key ?? user;
};

/** The caller; without authentication everybody is the same one and may do everything. */
export const whoOf = (call: Call): Who => (call.values.get(WHO) as Who | undefined) ?? NOBODY;
