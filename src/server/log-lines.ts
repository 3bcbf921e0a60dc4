import { write } from "node:fs";

/** Bytes of lines that wait to be written; what comes beyond them is lost. */
const MOST = 16 << 20;
/** Bytes that are written at once. */
const PIECE = 64 << 10;
/** Milliseconds until a reader who takes nothing is tried again. */
const AGAIN = 50;

/** Lines on their way to a file descriptor. No reader, a slow one and a full disk cost lines, which are counted, and nothing else. */
export class LogLines {
  readonly #to: number;
  #lines: string[] = [];
  #bytes = 0;
  #lost = 0;
  /** What is being written, and the lines in it. */
  #piece: Buffer | null = null;
  #within = 0;
  /** Whether the last line that was written lacks its end. */
  #cut = false;
  readonly #told: (() => void)[] = [];

  constructor(to: number) {
    this.#to = to;
  }

  /** Lines that were not written, and never will be. */
  get lost(): number {
    return this.#lost;
  }

  write(line: string): void {
    const bytes = Buffer.byteLength(line);
    if (this.#bytes + bytes > MOST) {
      this.#lost++;
      return;
    }
    this.#lines.push(line);
    this.#bytes += bytes;
    if (this.#piece === null) this.#next();
  }

  #next(): void {
    let [count, size] = [0, 0];
    while (count < this.#lines.length && size < PIECE) size += (this.#lines[count++] as string).length;
    this.#within = count;
    this.#piece = count === 0 ? null : Buffer.from((this.#cut ? "\n" : "") + this.#lines.splice(0, count).join(""));
    if (this.#piece !== null) this.#send(this.#piece);
    else for (const told of this.#told.splice(0)) told();
  }

  #send(piece: Buffer): void {
    write(this.#to, piece, (error, written) => {
      if (error?.code === "EAGAIN") {
        setTimeout(() => this.#send(piece), AGAIN).unref();
        return;
      }
      if (error !== null) {
        this.#lost += this.#within;
        this.#bytes -= Buffer.byteLength(piece);
      } else {
        this.#cut = piece[written - 1] !== 10;
        this.#bytes -= written;
        if (written < piece.length) return this.#send(piece.subarray(written));
      }
      this.#bytes = Math.max(0, this.#bytes);
      this.#next();
    });
  }

  /** Waits until all is written, so many milliseconds at most. */
  async flush(ms: number): Promise<void> {
    if (this.#piece === null) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
      this.#told.push(resolve);
    });
    clearTimeout(timer);
  }
}
