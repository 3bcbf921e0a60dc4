import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

const runs = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Finds a browser for playwright-core's `executablePath`: `POLAROID_CHROMIUM`, else the first one in the path. */
export const chromium = (): string | undefined => {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const places = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [process.env["POLAROID_CHROMIUM"], ...places].find((path) => path !== undefined && path !== "" && runs(path));
};
