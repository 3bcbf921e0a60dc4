import type { HostCodec } from "../core/host.ts";
import { brokenBlock } from "./codecs.ts";

const SLICE = 16 << 10;

/** Inflates a gzip or deflate stream as it comes, with the library instead of the host. */
export async function* inflatePushed(
  codec: "gzip" | "deflate",
  chunks: AsyncIterable<Uint8Array>,
): AsyncIterable<Uint8Array> {
  const { Gunzip, Unzlib } = await import("fflate");
  const out: Uint8Array[] = [];
  const give = (chunk: Uint8Array): void => {
    if (chunk.length > 0) out.push(chunk);
  };
  const stream = codec === "gzip" ? new Gunzip(give) : new Unzlib(give);
  let any = false;
  const push = (bytes: Uint8Array, last: boolean): void => {
    try {
      stream.push(bytes, last);
    } catch (cause) {
      throw brokenBlock(codec satisfies HostCodec, cause);
    }
  };
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += SLICE) {
      any = true;
      push(chunk.subarray(at, at + SLICE), false);
      yield* out.splice(0);
    }
  }
  if (any) push(new Uint8Array(0), true);
  yield* out.splice(0);
}
