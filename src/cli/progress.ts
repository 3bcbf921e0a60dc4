import type { Call } from "./command.ts";

/** A line on a terminal that tells how far a long call is; nothing elsewhere, nothing in the first half second. */
export function progress(call: Call): { readonly rows: (rows: number) => void; readonly end: () => void } {
  if (!call.terminal) return { rows: () => {}, end: () => {} };
  const started = performance.now();
  let shown = 0;
  return {
    rows(rows) {
      const now = performance.now();
      if (now - started < 500 || now - shown < 100) return;
      shown = now;
      const rate = rows / ((now - started) / 1000);
      process.stderr.write(
        `\r\u001b[2K${rows.toLocaleString("en-US")} rows, ${Math.round(rate).toLocaleString("en-US")} a second`,
      );
    },
    end() {
      if (shown > 0) process.stderr.write("\r\u001b[2K");
    },
  };
}
