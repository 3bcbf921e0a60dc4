import type * as bindings from "@duckdb/node-bindings";
import { type Batch, batch } from "../../arrow/batch.ts";
import { concatBatches } from "../../arrow/concat.ts";
import type { Schema } from "../../arrow/schema.ts";
import { PolaroidError } from "../../core/error.ts";
import type { Signal } from "../../core/host.ts";
import { checkSignal } from "../../core/signal.ts";
import { appendBatch } from "./append.ts";
import { lend } from "./database.ts";
import { failure, isFatal } from "./failure.ts";
import { readVector } from "./fetch.ts";
import { native } from "./native.ts";
import { identifier } from "./quote.ts";
import { sqlType } from "./types.ts";
import { callsUdfs, registerUdfs } from "./udf/register.ts";

const BATCH = 65536;

/** A connection to a data base in memory, for one query. */
export interface Session {
  /** Runs a statement for its effect. */
  run(sql: string): Promise<void>;
  /** Makes a temporary table of batches. */
  load(name: string, schema: Schema, batches: AsyncIterable<Batch> | Iterable<Batch>): Promise<void>;
  /** The statement's rows in batches of the schema, pulled. */
  stream(schema: Schema): AsyncIterable<Batch>;
  close(): void;
}

/** Opens a session for a statement; the signal interrupts what runs in it. */
export async function openSession(
  sql: string,
  memoryLimit: number | null,
  signal: Signal | undefined,
): Promise<Session> {
  const db = await native();
  checkSignal(signal);
  const lent = await lend(db, memoryLimit, callsUdfs(sql));
  const connection = await db.connect(lent.database);
  // Casts between clocks and instants go by the session's zone.
  await db.query(connection, "SET TimeZone = 'UTC'");
  let running: Promise<unknown> | null = null;
  let broken = false;
  let unread: bindings.Result | null = null;
  const leftovers: (() => void)[] = [];
  const interrupt = (): void => db.interrupt(connection);
  signal?.addEventListener("abort", interrupt, { once: true });

  // The caller does not wait until DuckDB has stopped; what is left is closed once it has.
  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    checkSignal(signal);
    const task = work();
    running = task;
    let onAbort = (): void => undefined;
    const aborted = new Promise<never>((_, reject) => {
      onAbort = () => reject(new Error("aborted"));
      signal?.addEventListener("abort", onAbort, { once: true });
    });
    const settled = (): void => {
      if (running === task) running = null;
    };
    task.then(settled, settled);
    try {
      return await Promise.race([task, aborted]);
    } catch (cause) {
      checkSignal(signal);
      broken ||= isFatal(cause);
      throw failure(cause);
    } finally {
      signal?.removeEventListener("abort", onAbort);
    }
  };

  const run = (sql: string): Promise<void> => guard(async () => void (await db.query(connection, sql)));

  return {
    run,
    async load(name, schema, batches) {
      const columns = schema.fields.map((f) => `${identifier(f.name)} ${sqlType(f.type)}`);
      if (schema.fields.length === 0)
        throw new PolaroidError("NOT_SUPPORTED", "a frame without columns cannot go through DuckDB");
      await run(`CREATE TEMP TABLE ${identifier(name)} (${columns.join(", ")})`);
      const appender = db.appender_create(connection, null, name);
      try {
        for await (const b of batches) {
          checkSignal(signal);
          appendBatch(db, appender, b);
        }
      } catch (cause) {
        throw cause instanceof PolaroidError ? cause : failure(cause);
      } finally {
        db.appender_close_sync(appender);
      }
    },
    async *stream(schema) {
      registerUdfs(db, connection, sql);
      const statement = await guard(() => db.prepare(connection, sql));
      try {
        const result = await guard(() => db.execute_prepared_streaming(statement));
        unread = result;
        let parts: Batch[] = [];
        let rows = 0;
        for (;;) {
          const chunk = await guard(() => db.fetch_chunk(result));
          const length = chunk === null ? 0 : db.data_chunk_get_size(chunk);
          if (chunk === null || length === 0) {
            unread = null;
            break;
          }
          const columns = schema.fields.map((f, i) =>
            readVector(db, db.data_chunk_get_vector(chunk, i), f.type, length),
          );
          parts.push(batch(schema, columns, length));
          rows += length;
          if (rows >= BATCH) {
            yield concatBatches(schema, parts);
            [parts, rows] = [[], 0];
          }
        }
        if (rows > 0) yield concatBatches(schema, parts);
      } finally {
        leftovers.push(() => db.destroy_prepare_sync(statement));
      }
    },
    close() {
      signal?.removeEventListener("abort", interrupt);
      const end = (): void => {
        for (const f of leftovers) f();
        db.disconnect_sync(connection);
        lent.give(broken);
      };
      // Threads that still work may call back for a UDF: closing, which waits for them, would wait for ever.
      const stop = async (): Promise<void> => {
        try {
          for (let left = unread; left !== null; ) {
            db.interrupt(connection);
            if ((await db.fetch_chunk(left)) === null) left = null;
          }
        } catch {
          // It is interrupted.
        }
        end();
      };
      if (running !== null) running.then(stop, stop);
      else if (unread !== null) void stop();
      else end();
    },
  };
}
