import type { Case, Line, Opened } from "../case.ts";
import { repeat, timed } from "../repeat.ts";

/** What a page is asked: files by the name of their table, each as Parquet and as an Arrow stream. */
export interface Asked {
  readonly files: Readonly<Record<string, { readonly parquet: string; readonly arrow: string }>>;
  readonly seconds: number;
}
export type Open = (asked: Asked) => Promise<Opened & { readonly version: string }>;

/** Lets the runner ask the page: all cases that the engine has words for, in turn. */
export function loop(open: Open, questions: Readonly<Record<string, Case>>): void {
  const bench = async (asked: Asked): Promise<{ version: string; lines: Line[]; failed: Record<string, string> }> => {
    const opened = await open(asked);
    const lines: Line[] = [];
    const failed: Record<string, string> = {};
    for (const [name, question] of Object.entries(questions)) {
      const run = opened.run(question);
      if (run === undefined) continue;
      try {
        const timing = timed(run);
        const [first, result] = await timing();
        const answer = await opened.answer(question, result);
        lines.push({ case: name, first, peak: 0, ...(await repeat(timing, first, asked.seconds)), ...answer });
      } catch (e) {
        failed[name] = e instanceof Error ? e.message : String(e);
      }
    }
    return { version: opened.version, lines, failed };
  };
  Object.assign(globalThis, { bench });
}
