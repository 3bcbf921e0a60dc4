import type { Column } from "../../arrow/column.ts";
import { PolaroidError } from "../../core/error.ts";
import type { DataFrame } from "../data-frame.ts";
import type { Series } from "../series.ts";

/** Makes the Series that users' functions see; a Series is made of expressions, so that it tells them of itself. */
export const seriesMaker: { make?: (name: string, values: Column) => Series<any> } = {};
/** Makes the frames of Series, for the same reason. */
export const frameMaker: { make: (s: Series<any>) => DataFrame } = {
  make: () => {
    throw new PolaroidError("INTERNAL", "import the library through its door");
  },
};
