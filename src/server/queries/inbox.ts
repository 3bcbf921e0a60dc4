import type { Schema } from "../../arrow/schema.ts";
import { weight } from "../../arrow/weight.ts";
import { type FlightMessage, flightMessage } from "../../flight/data.ts";
import { churned } from "./churn.ts";
import { unpackedSchema } from "./packed.ts";
import type { Part } from "./protocol.ts";

type Resizable = new (bytes: number, options: { maxByteLength: number }) => ArrayBuffer;
export interface InboxEvents {
  /** So many bytes were taken by the reader. */
  readonly taken: (bytes: number) => void;
  /** The reader wants no more before the end came. */
  readonly left: () => void;
}

/** What came of an answer and was not read yet; read once. */
export class Inbox {
  readonly #events: InboxEvents;
  readonly #parts: Part[] = [];
  #open: { resolve: (schema: Schema) => void; reject: (error: unknown) => void } | null = null;
  #wake: (() => void) | null = null;
  #error: unknown = null;
  #done = false;
  readonly #weights: ArrayBuffer[] = [];
  /** Settles with the first part. */
  readonly schema: Promise<Schema>;

  constructor(events: InboxEvents) {
    this.#events = events;
    this.schema = new Promise((resolve, reject) => {
      this.#open = { resolve, reject };
    });
    this.schema.catch(() => undefined);
  }

  push(part: Part): void {
    if (this.#done) return;
    this.#weigh(part);
    this.#parts.push(part);
    if (part.schema !== null) this.#open?.resolve(unpackedSchema(part.schema));
    this.#done = part.last;
    this.#awake();
  }

  /** Nothing more comes. */
  end(): void {
    this.#done = true;
    this.#awake();
  }

  fail(error: unknown): void {
    if (this.#done) return;
    this.#done = true;
    this.#error = error;
    // Rows of a failed query are of no use, and hold memory.
    this.#parts.length = 0;
    this.#open?.reject(error);
    this.#awake();
  }

  #awake(): void {
    const wake = this.#wake;
    this.#wake = null;
    wake?.();
  }

  #weigh({ messages }: Part): void {
    let bytes = 0;
    for (const { body } of messages) for (const b of body) if (b.buffer instanceof SharedArrayBuffer) bytes += b.length;
    if (bytes === 0) return;
    churned(bytes);
    const counted = Math.ceil(bytes / weight.part);
    this.#weights.push(new (ArrayBuffer as unknown as Resizable)(counted, { maxByteLength: counted }));
  }

  async *messages(): AsyncGenerator<FlightMessage> {
    try {
      for (;;) {
        const part = this.#parts.shift();
        if (part === undefined) {
          if (this.#error !== null) throw this.#error;
          if (this.#done) return;
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
          continue;
        }
        for (const { header, body } of part.messages) yield flightMessage({ header, body });
        this.#events.taken(part.bytes);
        if (this.#error !== null) throw this.#error;
      }
    } finally {
      this.#parts.length = 0;
      if (!this.#done) {
        this.#done = true;
        this.#events.left();
      }
    }
  }
}
