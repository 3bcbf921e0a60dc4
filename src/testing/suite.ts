import { ANSWERS } from "./answers/index.gen.ts";
import type { Answer, Case } from "./case.ts";
import { CASES } from "./cases/index.ts";

export interface NamedCase extends Case {
  readonly name: string;
  readonly gives: Answer;
}

/** Every case with its name (operation and words) and its answer. */
export const allCases = (): readonly NamedCase[] =>
  Object.entries(CASES).flatMap(([operation, cases]) =>
    Object.entries(cases).map(([words, c]) => ({
      ...c,
      name: `${operation}: ${words}`,
      gives: c.gives ?? ANSWERS[operation]?.[words] ?? {},
    })),
  );
