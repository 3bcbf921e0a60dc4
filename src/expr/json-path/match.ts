import { parsePath } from "./path.ts";
import { firstOf } from "./select.ts";
import { jsonText, parseJson } from "./value.ts";

/** What finds the first value of a path in JSON text: a string's characters, other values as compact JSON; null where there is none. */
export function pathMatcher(path: string): (text: string) => string | null {
  const steps = parsePath(path);
  return (text) => {
    const root = parseJson(text);
    const found = root === undefined ? undefined : firstOf(root, steps);
    if (found === undefined || found === null) return null;
    return typeof found === "string" ? found : jsonText(found);
  };
}
