import { PolaroidError } from "../../core/error.ts";
import type { ServerConfig } from "../config.ts";
import { roleIn } from "./roles.ts";
import type { Known } from "./users.ts";

/** Checks a bearer token; null where it is none of its kind. */
export type CheckToken = (token: string) => Promise<Known | null>;

const LIKE_JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Bearer tokens that are JWTs (RFC 7519), signed by a key of a JWKS (RFC 7517). */
export async function jwtCheck(config: ServerConfig): Promise<CheckToken> {
  const { jwks, jwtIssuer, jwtAudience, jwtRole } = config;
  if (jwks === null) return async () => null;
  const jose = await import("jose").catch((cause: unknown) => {
    throw new PolaroidError(
      "ENGINE_UNAVAILABLE",
      "JWTs are checked by jose, which is not installed: npm install jose",
      {
        cause,
      },
    );
  });
  const keys = jose.createRemoteJWKSet(new URL(jwks), { timeoutDuration: 5000, cooldownDuration: 1000 });
  const options = {
    // A token signed by a secret that both know would be signed by whoever reads the public keys.
    algorithms: ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"],
    ...(jwtIssuer !== null && { issuer: jwtIssuer }),
    ...(jwtAudience !== null && { audience: jwtAudience }),
    clockTolerance: 5,
  };
  return async (token) => {
    if (!LIKE_JWT.test(token)) return null;
    try {
      const { payload } = await jose.jwtVerify(token, keys, options);
      const { iss = "", sub } = payload;
      const key = `jwt ${JSON.stringify([iss, sub ?? null])}`;
      return { user: sub ?? "jwt", key, role: roleIn(payload[jwtRole]) ?? "read" };
    } catch (cause) {
      const { code } = cause as { code?: string };
      if (code === "ERR_JWKS_TIMEOUT" || code === undefined)
        throw new PolaroidError("UNAVAILABLE", "the keys that tokens are checked by cannot be had", { cause });
      throw new PolaroidError("UNAUTHENTICATED", `the token is not believed: ${code}`, { cause });
    }
  };
}
