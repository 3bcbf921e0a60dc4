import { isTemporal } from "../../arrow/type-info.ts";
import { Int32 } from "../../arrow/types.ts";
import { elementwise, type Family } from "../function.ts";
import { gives } from "./signatures.ts";

export type DatetimeName = "dt.year";

export const DATETIME: Family<DatetimeName> = {
  "dt.year": elementwise(gives(Int32, isTemporal, "Date32 or Datetime"), "any", "The calendar year.", 'col("t").dt.year()'),
};
