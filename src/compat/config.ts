import type { DataFrame as OurFrame } from "../api/data-frame.ts";
import { wholeArgument } from "../core/argument.ts";

const shown: { rows?: number; columns?: number; width?: number } = {};
/** A frame as text, as `Config` says. */
export const shownText = (df: OurFrame): string => df.toString({ ...shown });

/** How tables are printed. What has no meaning for Polaroid's tables is taken and changes nothing. */
export interface Configuring {
  setTblRows(n: number): Configuring;
  setTblCols(n: number): Configuring;
  setTblWidthChars(n: number): Configuring;
  setAsciiTables(active?: boolean): Configuring;
  setTblColumnDataTypeInline(active?: boolean): Configuring;
  setTblHideColumnDataTypes(active?: boolean): Configuring;
  setVerbose(active?: boolean): Configuring;
  setThousandsSeparator(separator?: string | boolean): Configuring;
}
export const Config: Configuring = {
  setTblRows(n: number): Configuring { shown.rows = wholeArgument(n, "the rows of a table", 0); return Config; },
  setTblCols(n: number): Configuring { shown.columns = wholeArgument(n, "the columns of a table", 1); return Config; },
  setTblWidthChars(n: number): Configuring { shown.width = wholeArgument(n, "the width of a table", 1); return Config; },
  setAsciiTables(_active?: boolean): Configuring { return Config; },
  setTblColumnDataTypeInline(_active?: boolean): Configuring { return Config; },
  setTblHideColumnDataTypes(_active?: boolean): Configuring { return Config; },
  setVerbose(_active?: boolean): Configuring { return Config; },
  setThousandsSeparator(_separator?: string | boolean): Configuring { return Config; },
};
