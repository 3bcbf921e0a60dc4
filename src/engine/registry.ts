import { PolaroidError } from "../core/error.ts";
import { didYouMean } from "../core/suggest.ts";
import type { Engine } from "./engine.ts";

const engines = new Map<string, () => Promise<Engine>>();

/** Makes an engine known by its name; the first one is tried first. */
export function register(engine: Engine): void {
  registerLater(engine.name, () => Promise.resolve(engine));
}

/** The same of one whose code is loaded with the first query that may go there. */
export function registerLater(name: string, load: () => Promise<Engine>): void {
  engines.set(name, load);
}

/** The names of all engines, in their order. */
export const engineNames = (): readonly string[] => [...engines.keys()];

/** The name, where there is such an engine; `ENGINE_UNAVAILABLE` else. */
export function knownEngine(name: string): string {
  if (engines.has(name)) return name;
  const names = engineNames();
  throw new PolaroidError(
    "ENGINE_UNAVAILABLE",
    `there is no engine "${name}" here, only ${names.join(", ")}${didYouMean(name, names)}`,
  );
}

export const engineOf = (name: string): Promise<Engine> => (engines.get(knownEngine(name)) as () => Promise<Engine>)();
