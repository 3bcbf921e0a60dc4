import type { Host, HostCodec } from "../../core/host.ts";
import { text, utf8 } from "../../core/utf8.ts";
import { type Inflate, inflateWhole, loadCodecInto } from "../codecs.ts";
import { inflatePushed } from "../inflate-pushed.ts";

interface Scheduler {
  yield?(): Promise<void>;
}

/** Lets the page work: by the scheduler, or a message, which unlike a timer is never delayed to 4 ms. */
function pause(): Promise<void> {
  const scheduler = (globalThis as { scheduler?: Scheduler }).scheduler;
  if (scheduler?.yield !== undefined) return scheduler.yield();
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = (): void => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}

const inflate: Partial<Record<HostCodec, Inflate>> = {};
const deflate: Partial<Record<HostCodec, (bytes: Uint8Array) => Uint8Array>> = {};

/** What a browser brings; codecs are code of their own, loaded by the first file that needs them. */
export const webHost: Host = Object.freeze({
  name: "web",
  pause,
  now: () => performance.now(),
  inflate,
  deflate,
  loadCodec: (codec: HostCodec) => loadCodecInto(inflate, codec, deflate),
  inflateStream: (codec: HostCodec, chunks: AsyncIterable<Uint8Array>) =>
    codec === "gzip" || codec === "deflate" ? inflatePushed(codec, chunks) : inflateWhole(inflate, codec, chunks),
  decodeText: (bytes: Uint8Array) => text(bytes, 0, bytes.length),
  encodeText: utf8,
  threads: null,
});
