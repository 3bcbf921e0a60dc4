import { PolaroidError } from "../../core/error.ts";
import type { ServerConfig } from "../config.ts";
import { roleIn } from "./roles.ts";
import type { Known } from "./users.ts";

/** Checks a bearer token; null where it is none of its kind. */
export type CheckToken = (token: string) => Promise<Known | null>;

const LIKE_JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** The keys cannot be had, which is no fault of whoever sends a token. */
const OF_KEYS: ReadonlySet<string | undefined> = new Set([
  undefined,
  "ERR_JWKS_TIMEOUT",
  "ERR_JWKS_INVALID",
  "ERR_JOSE_GENERIC",
]);

function addressOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw new PolaroidError("INVALID_ARGUMENT", `--jwks is "${text}"; it must be a URL of http or https`);
}

/** Bearer tokens that are JWTs (RFC 7519), signed by a key of a JWKS (RFC 7517). */
export async function jwtCheck(config: ServerConfig): Promise<CheckToken> {
  const { jwks, jwtIssuer, jwtAudience, jwtRole } = config;
  if (jwks === null) return async () => null;
  const url = addressOf(jwks);
  const jose = await import("jose").catch((cause: unknown) => {
    throw new PolaroidError(
      "ENGINE_UNAVAILABLE",
      "JWTs are checked by jose, which is not installed: npm install jose",
      {
        cause,
      },
    );
  });
  const keys = jose.createRemoteJWKSet(url, { timeoutDuration: 5000, cooldownDuration: 1000 });
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
      if (OF_KEYS.has(code))
        throw new PolaroidError("UNAVAILABLE", "the keys that tokens are checked by cannot be had", { cause });
      throw new PolaroidError("UNAUTHENTICATED", `the token is not believed: ${code}`, { cause });
    }
  };
}
