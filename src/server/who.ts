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

/** The groups of an address of IPv6 that one network has. */
const NETWORK = 4;

/** Where a call comes from: an address, without its port; of IPv6 the network, in which anybody has any number of addresses. */
export function hostOf({ peer }: Pick<Call, "peer">): string {
  const host = peer.address.slice(0, peer.address.lastIndexOf(":")).replace(/^::ffff:(?=\d+\.)/, "");
  if (!host.includes(":")) return host;
  const [head = "", tail = ""] = host.replace(/%.*$/, "").split("::");
  const [before, after] = [head, tail].map((part) => part.split(":").filter((group) => group !== ""));
  const zeros = Array.from({ length: 8 - (before?.length ?? 0) - (after?.length ?? 0) }, () => "0");
  return [...(before ?? []), ...zeros, ...(after ?? [])].slice(0, NETWORK).join(":");
}

/** Whose the caller's sessions are. */
export const ownerOf = (call: Call): string => {
  const { key, user } = whoOf(call);
  return key ?? user;
};

/** Who a call counts as where one caller may have so much: a user, or an address where nobody is asked who he is. */
export const countedAs = (call: Call): string => ownerOf(call) || `address ${hostOf(call)}`;

/** The caller; without authentication everybody is the same one and may do everything. */
export const whoOf = (call: Call): Who => (call.values.get(WHO) as Who | undefined) ?? NOBODY;
