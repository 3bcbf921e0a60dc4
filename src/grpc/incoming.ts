import type { Readable } from "node:stream";
import { PolaroidError } from "../core/error.ts";
import type { Framed } from "./frame.ts";
import { arrived } from "./garbage.ts";
import type { Reader } from "./protocols/protocol.ts";

const gone = (): PolaroidError => new PolaroidError("CANCELLED", "the caller is gone");

/**
 * The messages of a body, as they come; nothing is taken from the connection while one of them waits. Listens to the body's own
 * events: a promise for each 16 KB of it was a tenth of what receiving cost.
 */
export async function* incoming<T>(
  body: Readable,
  reader: Reader,
  read: (bytes: Uint8Array) => T,
  broken: () => Error = gone,
): AsyncGenerator<T> {
  let waiting: Framed[] = [];
  let failure: unknown = null;
  let ended = false;
  let wake: (() => void) | null = null;
  const stir = (): void => {
    wake?.();
    wake = null;
  };
  const guarded = (take: () => readonly Framed[]): void => {
    try {
      const found = take();
      if (found.length === 0) return;
      waiting = waiting.length === 0 ? [...found] : [...waiting, ...found];
    } catch (error) {
      failure ??= error;
    }
    body.pause();
    stir();
  };
  const onData = (chunk: Uint8Array): void => {
    arrived(chunk.length);
    guarded(() => reader.push(chunk));
  };
  const onEnd = (): void => {
    ended = true;
    guarded(() => reader.end());
    stir();
  };
  const onClose = (): void => {
    if (!ended) failure ??= broken();
    stir();
  };
  if (body.destroyed && !body.readableEnded) throw broken();
  body.on("data", onData).on("end", onEnd).on("close", onClose);
  try {
    for (;;) {
      const frames = waiting;
      waiting = [];
      for (const { bytes } of frames) yield read(bytes);
      if (waiting.length > 0) continue;
      if (failure !== null) throw failure;
      if (ended) return;
      const more = new Promise<void>((resolve) => {
        wake = resolve;
      });
      body.resume();
      await more;
    }
  } finally {
    body.off("data", onData).off("end", onEnd).off("close", onClose);
  }
}
