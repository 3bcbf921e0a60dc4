import type { Column } from "../../../arrow/column.ts";
import { BytesIds } from "./bytes-ids.ts";
import { encoded } from "./encode.ts";

/** Ids of values of any type, by the bytes that say them. */
export class EncodedIds extends BytesIds {
  override add(c: Column): Int32Array {
    return super.add(encoded(c));
  }
  override find(c: Column): Int32Array {
    return super.find(encoded(c));
  }
}
