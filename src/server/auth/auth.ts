import { fromBinary } from "@bufbuild/protobuf";
import { PolaroidError } from "../../core/error.ts";
import { text, utf8 } from "../../core/utf8.ts";
import type { Call } from "../../grpc/call.ts";
import type { Interceptor } from "../../grpc/serve-call.ts";
import { BasicAuthSchema } from "../../proto/arrow/flight/protocol/flight_pb.ts";
import { SETTINGS, type ServerConfig } from "../config.ts";
import { hostOf, WHO, type Who } from "../who.ts";
import { Granted } from "./granted.ts";
import { jwtCheck } from "./jwt.ts";
import { roleOf, rolesUpTo } from "./roles.ts";
import { type Known, Tokens, Users } from "./users.ts";

/** Health is told to anybody, and a handshake is how one becomes somebody. */
const OPEN = /^\/(grpc\.health\.v1\.Health|arrow\.flight\.protocol\.FlightService\/Handshake$)/;

/** Who may call. */
export interface Auth {
  readonly interceptor: Interceptor;
  /** Answers the handshake of a name and a password with a token. */
  handshake(payloads: AsyncIterable<Uint8Array>, call: Call): AsyncIterable<Uint8Array>;
  /** Whether callers must say who they are. */
  readonly required: boolean;
}

const NOBODY: Known = Object.freeze({ user: "", key: "", role: "admin" });
const refused = (): PolaroidError =>
  new PolaroidError("UNAUTHENTICATED", "the server does not know you: send a user and password, or a bearer token");

function basic(header: string): readonly [string, string] {
  const pair = Buffer.from(header.slice(6).trim(), "base64").toString("utf8");
  const at = pair.indexOf(":");
  return at < 0 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
}

/** What has no effect would leave a server open that somebody meant to close. */
function checkSettings({ jwks, jwtIssuer, jwtAudience, jwtRole, tlsCa, mtlsRole }: ServerConfig): void {
  if (jwks === null && (jwtIssuer !== null || jwtAudience !== null || jwtRole !== SETTINGS.jwtRole.default))
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      "--jwt-issuer, --jwt-audience and --jwt-role are about tokens that --jwks checks, and there is no --jwks",
    );
  if (tlsCa === null && mtlsRole !== SETTINGS.mtlsRole.default)
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      "--mtls-role is about callers with a certificate, and there is no --tls-ca that they are checked by",
    );
}

/** Authentication as it is configured: none, basic, bearer tokens, JWTs and certificates, each where it is set. */
export async function authOf(config: ServerConfig): Promise<Auth> {
  checkSettings(config);
  const users = new Users(config.user);
  const tokens = new Tokens(config.token);
  const jwt = await jwtCheck(config);
  const certified = roleOf(config.mtlsRole);
  const required = users.size > 0 || config.token.length > 0 || config.jwks !== null || config.tlsCa !== null;
  const granted = new Granted(config.tokenTtl);
  const bearer = async (token: string): Promise<Known | null> =>
    tokens.check(token) ?? granted.check(token) ?? (await jwt(token));
  const known = async (call: Call): Promise<Known | null> => {
    const header = call.headers.get("authorization") ?? "";
    if (/^basic /i.test(header)) {
      const found = await users.check(...basic(header), hostOf(call));
      // Flight's clients take the token of the first answer and send no password again.
      if (found !== null) call.responseHeaders.set("authorization", `Bearer ${granted.give(found)}`);
      return found;
    }
    if (/^bearer /i.test(header)) return bearer(header.slice(7).trim());
    const handshaken = call.headers.bytes("auth-token-bin");
    if (handshaken !== undefined) return bearer(text(handshaken, 0, handshaken.length));
    const { certificate } = call.peer;
    return certificate === null ? null : { user: certificate, key: `certificate ${certificate}`, role: certified };
  };
  return {
    required,
    interceptor: async (call, next) => {
      const found = required ? await known(call) : null;
      if (required && found === null && !OPEN.test(call.method.path)) throw refused();
      const roles = found === null ? rolesUpTo(required ? "read" : "admin") : rolesUpTo(found.role);
      const session = call.headers.get("x-polaroid-session") ?? "";
      call.values.set(WHO, { user: found?.user ?? "", key: found?.key ?? "", roles, session } satisfies Who);
      await next();
    },
    async *handshake(payloads, call) {
      const header = call.headers.get("authorization") ?? "";
      const inHeader = /^basic /i.test(header);
      let found = inHeader ? await users.check(...basic(header), hostOf(call)) : null;
      // Who names itself in a header sends no payload, and some of those clients end theirs only after the answer.
      if (!inHeader)
        for await (const payload of payloads) {
          if (payload.length === 0) continue;
          const { username, password } = fromBinary(BasicAuthSchema, payload);
          found = await users.check(username, password, hostOf(call));
          break;
        }
      if (found === null && required) throw refused();
      const token = granted.give(found ?? NOBODY);
      call.responseHeaders.set("authorization", `Bearer ${token}`);
      yield utf8(token);
    },
  };
}
