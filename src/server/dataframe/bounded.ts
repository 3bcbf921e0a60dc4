import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import { PolaroidError } from "../../core/error.ts";
import { type Codec, messageCodec } from "../../grpc/method.ts";

/** Messages within one message, and how deep they may lie: an empty one has two bytes, and takes a hundred times that. */
const MOST = 200_000;
const DEEPEST = 90;

const tooMany = (of: DescMessage): PolaroidError =>
  new PolaroidError("LIMIT_EXCEEDED", `${of.typeName} holds more than ${MOST} messages`);

/** Counts the messages within a message without making them. Bytes that are none are left to the reader to complain of. */
function count(desc: DescMessage, bytes: Uint8Array, most: number): void {
  const open: { readonly desc: DescMessage; readonly end: number }[] = [{ desc, end: bytes.length }];
  let at = 0;
  let left = most;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1, i = 0; i < 10; i++, scale *= 128) {
      const b = bytes[at++] ?? 0;
      value += (b & 127) * scale;
      if (b < 128) break;
    }
    return value;
  };
  while (open.length > 0) {
    const { desc: of, end } = open[open.length - 1] as { desc: DescMessage; end: number };
    if (at >= end) {
      open.pop();
      continue;
    }
    const key = varint();
    const wire = key % 8;
    if (wire === 0) varint();
    else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else if (wire !== 2) return;
    else {
      const length = varint();
      const field = of.fields.find((f) => f.number === Math.floor(key / 8));
      const inner = field?.fieldKind === "message" || field?.fieldKind === "list" ? field.message : undefined;
      const entry = field?.fieldKind === "map";
      if ((inner !== undefined || entry) && left-- === 0) throw tooMany(desc);
      if (inner === undefined) at += length;
      else if (open.length >= DEEPEST)
        throw new PolaroidError("LIMIT_EXCEEDED", `${desc.typeName} is nested more than ${DEEPEST} messages deep`);
      else open.push({ desc: inner, end: Math.min(end, at + length) });
    }
  }
}

/** The codec of a message of which no more is made than a server can hold. */
export function boundedCodec<D extends DescMessage>(desc: D, most: number = MOST): Codec<MessageShape<D>> {
  const codec = messageCodec(desc);
  return {
    encode: codec.encode,
    decode(bytes) {
      count(desc, bytes, most);
      return codec.decode(bytes);
    },
  };
}
