import { PolaroidError } from "../../core/error.ts";
import type { Call } from "../../grpc/call.ts";
import { type Role, whoOf } from "../who.ts";

const ORDER: readonly Role[] = ["read", "write", "admin"];

/** A role and those that it includes. */
export const rolesUpTo = (role: Role): readonly Role[] => ORDER.slice(0, ORDER.indexOf(role) + 1);

/** The role of a text; anything else is `INVALID_ARGUMENT`. */
export function roleOf(text: string): Role {
  if (ORDER.includes(text as Role)) return text as Role;
  throw new PolaroidError("INVALID_ARGUMENT", `"${text}" is no role; there are ${ORDER.join(", ")}`);
}

/** The highest of the roles that a claim names; null where it names none. */
export function roleIn(claim: unknown): Role | null {
  const named = (Array.isArray(claim) ? claim : typeof claim === "string" ? claim.split(/[ ,]+/) : []).filter(
    (r): r is Role => ORDER.includes(r as Role),
  );
  return named.sort((a, b) => ORDER.indexOf(b) - ORDER.indexOf(a))[0] ?? null;
}

/** Refuses a caller who lacks a role. */
export function mustBe(role: Role, call: Call): void {
  const { user, roles } = whoOf(call);
  if (!roles.includes(role))
    throw new PolaroidError(
      "PERMISSION_DENIED",
      `${user === "" ? "the caller" : user} may not do this: it takes the role ${role}`,
    );
}
