import type { Batch } from "../../arrow/batch.ts";
import { StreamDecoder } from "../../arrow/ipc/stream-decoder.ts";
import { type Schema, sameSchema, schemaText } from "../../arrow/schema.ts";
import { PolaroidError } from "../../core/error.ts";
import { shared } from "../../engines/wasm/parallel/share.ts";
import { nodeHost } from "../../io/node/host.ts";
import { type Frame, frameOf } from "../../plan/node.ts";
import type { Session } from "../sessions/session.ts";
import type { Sessions } from "../sessions/sessions.ts";
import { asArgument } from "./expressions.ts";

/** What uploads are held to. */
export interface UploadLimits {
  /** Uploads that a session may have open. */
  readonly open: number;
  /** Bytes that those of one session may hold. */
  readonly sessionBytes: number;
  /** Bytes that all of them may hold. */
  readonly bytes: number;
  /** Milliseconds that one waits for its next chunk. */
  readonly ttl: number;
  readonly now: () => number;
}
const LIMITS: UploadLimits = {
  open: 64,
  sessionBytes: 3e9,
  bytes: 4e9,
  ttl: 60_000,
  now: () => performance.now(),
};

/** One table on its way, in chunks that come in order. */
interface Upload {
  decoder: StreamDecoder;
  schema: Schema | null;
  readonly batches: Batch[];
  next: number;
  bytes: number;
  last: number;
}

const fresh = (now: number): Upload => ({
  decoder: new StreamDecoder({ codecs: nodeHost }),
  schema: null,
  batches: [],
  next: 0,
  bytes: 0,
  last: now,
});

function feed(upload: Upload, chunk: Uint8Array): void {
  if (chunk.length === 0) return;
  // What comes after the end of a stream is another one.
  if (upload.decoder.ended) upload.decoder = new StreamDecoder({ codecs: nodeHost });
  const memory = new Uint8Array(new SharedArrayBuffer(chunk.length));
  memory.set(chunk);
  // What had to be joined, or was compressed, is copied now: all of it at the end would hold everybody up.
  for (const b of upload.decoder.push(memory)) upload.batches.push({ ...b, columns: b.columns.map(shared) });
  const { schema } = upload.decoder;
  if (schema === null) return;
  if (upload.schema !== null && !sameSchema(upload.schema, schema))
    throw new PolaroidError(
      "SCHEMA_MISMATCH",
      `a stream of (${schemaText(schema)}) follows one of (${schemaText(upload.schema)})`,
    );
  upload.schema ??= schema;
}

/** Tables that sessions send in chunks. */
export class Uploads {
  readonly #open: Map<Session, Map<string, Upload>> = new Map();
  readonly #limits: UploadLimits;
  #bytes = 0;

  constructor(sessions: Sessions, limits: Partial<UploadLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits };
    sessions.onSweep(() => this.#sweep());
    sessions.onEnd((session) => {
      for (const u of this.#open.get(session)?.values() ?? []) this.#bytes -= u.bytes;
      this.#open.delete(session);
    });
  }

  /** Bytes that are held for tables which are not whole yet. */
  get bytes(): number {
    return this.#bytes;
  }

  #forget(session: Session, id: string): void {
    const own = this.#open.get(session);
    this.#bytes -= own?.get(id)?.bytes ?? 0;
    own?.delete(id);
    if (own?.size === 0) this.#open.delete(session);
  }

  #sweep(): void {
    const { ttl, now } = this.#limits;
    const before = now() - ttl;
    for (const [session, own] of this.#open) for (const [id, u] of own) if (u.last <= before) this.#forget(session, id);
  }

  /** Takes a chunk; the rows once the last one has come, null before. */
  take(session: Session, id: string, chunk: number, last: boolean, bytes: Uint8Array): Frame | null {
    this.#sweep();
    const { open, sessionBytes, bytes: most, ttl, now } = this.#limits;
    const own = this.#open.get(session) ?? new Map<string, Upload>();
    const upload = own.get(id) ?? (chunk === 0 ? fresh(now()) : undefined);
    if (upload === undefined || upload.next !== chunk)
      throw new PolaroidError(
        "FAILED_PRECONDITION",
        `chunk ${chunk} of the upload "${id.slice(0, 40)}" came where ${upload?.next ?? 0} is expected; begin it again with chunk 0 (one that waits ${Math.round(ttl / 1000)} s for its next chunk is given up)`,
      );
    if (own.size >= open && chunk === 0)
      throw new PolaroidError("LIMIT_EXCEEDED", `the session has ${own.size} uploads open, as many as it may`);
    let held = bytes.length;
    for (const u of own.values()) held += u.bytes;
    if (held > sessionBytes || this.#bytes + bytes.length > most) {
      this.#forget(session, id);
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        `tables that are not whole yet may hold ${sessionBytes} bytes for a session and ${most} in all; put the rows in several uploads with if_exists "append"`,
      );
    }
    own.set(id, upload);
    this.#open.set(session, own);
    upload.next++;
    upload.bytes += bytes.length;
    this.#bytes += bytes.length;
    upload.last = now();
    try {
      asArgument(() => feed(upload, bytes));
      if (!last) return null;
      asArgument(() => upload.decoder.finish());
    } catch (cause) {
      this.#forget(session, id);
      throw cause;
    }
    this.#forget(session, id);
    return frameOf(upload.schema as Schema, upload.batches);
  }
}
