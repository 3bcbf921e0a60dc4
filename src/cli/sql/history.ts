import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

const KEPT = 1000;

/** The file of the lines that were typed, below the user's folder for the state of programs. */
const path = (): string => {
  const { XDG_STATE_HOME, LOCALAPPDATA } = process.env;
  const folder =
    XDG_STATE_HOME ||
    (process.platform === "win32" && LOCALAPPDATA ? LOCALAPPDATA : join(homedir(), ".local", "state"));
  return join(folder, "polaroid", "history");
};

/** The lines of earlier sessions, the newest first; none where they cannot be read. */
export function readHistory(): string[] {
  try {
    return readFileSync(path(), "utf8")
      .split("\n")
      .filter((l) => l !== "")
      .slice(-KEPT)
      .reverse();
  } catch {
    return [];
  }
}

/** Keeps lines, the newest first, for the next session; a folder that cannot be written is no error. */
export function writeHistory(lines: readonly string[]): void {
  try {
    mkdirSync(dirname(path()), { recursive: true, mode: 0o700 });
    writeFileSync(path(), `${lines.slice(0, KEPT).reverse().join("\n")}\n`, { mode: 0o600 });
  } catch {}
}
