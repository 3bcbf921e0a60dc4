import { PolaroidError } from "../core/error.ts";
import { didYouMean } from "../core/suggest.ts";
import type { Engine } from "./engine.ts";

const engines = new Map<string, Engine>();

/** Makes an engine known by its name; the first one is tried first. */
export function register(engine: Engine): void {
  engines.set(engine.name, engine);
}

export const registered = (): readonly Engine[] => [...engines.values()];

export function engineOf(name: string): Engine {
  const engine = engines.get(name);
  if (engine === undefined)
    throw new PolaroidError(
      "ENGINE_UNAVAILABLE",
      `there is no engine "${name}" here, only ${[...engines.keys()].join(", ")}${didYouMean(name, [...engines.keys()])}`,
    );
  return engine;
}
