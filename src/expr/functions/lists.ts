import { UInt32 } from "../../arrow/types.ts";
import { elementwise, type Family } from "../function.ts";
import { gives } from "./signatures.ts";

export type ListName = "list.len";

export const LISTS: Family<ListName> = {
  "list.len": elementwise(gives(UInt32, (t) => t.id === "List" || t.id === "FixedSizeList", "lists"), "any", "How many items a list has.", 'col("l").list.len()'),
};
