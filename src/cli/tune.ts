import { setFlagsFromString } from "node:v8";

/**
 * What glibc's allocator goes by in a process that lives long: what is above 64 KB goes back to the system once it is free. By itself
 * it stops that after the first large buffer, and memory of all sizes that threads make and drop stays, in pieces.
 */
export const ALLOCATOR: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: "4",
  MALLOC_MMAP_THRESHOLD_: "65792",
  MALLOC_TRIM_THRESHOLD_: "8388608",
};

/** Dead buffers are freed by the thread that finds them: helpers that are woken for each few cost a fifth of what receiving takes. */
const SWEEPS_ITSELF = "--no-concurrent-array-buffer-sweeping";

/** A process, as far as it matters here. */
export type Restartable = Pick<NodeJS.Process, "platform" | "execPath" | "execArgv" | "argv" | "env"> & {
  readonly send?: NodeJS.Process["send"] | undefined;
  readonly execve?: NodeJS.Process["execve"] | undefined;
};

/** Begins the program again in the same process: the allocator reads its variables once, at the start. Where somebody set one, or it cannot be, nothing happens. */
export function restart(from: Restartable): void {
  const told = Object.keys(ALLOCATOR).some((name) => name in from.env);
  if (told || from.platform !== "linux" || from.send !== undefined) return;
  const args = [from.execPath, ...from.execArgv, ...from.argv.slice(1)];
  try {
    from.execve?.(from.execPath, args, { ...(from.env as Record<string, string>), ...ALLOCATOR });
  } catch {
    // Where the permission model forbids it, the server goes on as it is.
  }
}

/** Makes the process one that serves for long. */
export function tune(from: Restartable): void {
  restart(from);
  setFlagsFromString(SWEEPS_ITSELF);
}
