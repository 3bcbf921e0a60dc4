import type { Column } from "../../arrow/column.ts";
import type { Series } from "../series.ts";

/** Makes the Series that users' functions see; a Series is made of expressions, so that it tells them of itself. */
export const seriesMaker: { make?: (name: string, values: Column) => Series<any> } = {};
