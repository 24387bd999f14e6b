import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";

interface LogFileOptions {
  /** Size at which the file is rotated. */
  maxBytes: number;
  /** How many rotated files are kept, as `<path>.1` (the latest) and so on. */
  kept: number;
}

/** How often to check that the file still exists and can be reopened. */
const LOOK_MS = 1_000;

/**
 * A log file of bounded size that never throws. Lines that cannot be written, such as on a full disk, are counted, and the
 * count is logged as soon as writing works again. A removed file or folder is recreated.
 */
export class LogFile {
  private file: number | null = null;
  private size = 0;
  private lookAt = 0;
  private lost = 0;
  private reason = "";

  constructor(
    private readonly path: string,
    private readonly options: LogFileOptions,
  ) {}

  /** Appends a line, including its newline. */
  write(line: string, now: number): void {
    const bytes = Buffer.from(line);
    try {
      this.prepare(bytes.byteLength, now);
      if (this.lost > 0) this.append(this.lossLine(now));
      this.lost = 0;
      this.append(bytes);
    } catch (error) {
      this.lost += 1;
      this.reason = error instanceof Error ? error.message : String(error);
      this.close();
    }
  }

  /** Opens, reopens or rotates the file as needed. */
  private prepare(bytes: number, now: number): void {
    if (now >= this.lookAt) {
      this.lookAt = now + LOOK_MS;
      if (this.file !== null && fstatSync(this.file).nlink === 0) this.close();
      if (this.file === null) this.open();
    }
    if (this.file === null) throw new Error(this.reason || "the log file is closed");
    if (this.size > 0 && this.size + bytes > this.options.maxBytes) this.rotate();
  }

  private open(): void {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    this.file = openSync(this.path, "a", 0o600);
    this.size = fstatSync(this.file).size;
  }

  /** Writes all or nothing, because half a line would corrupt the next one. */
  private append(bytes: Buffer): void {
    if (this.file === null) return;
    let written = 0;
    try {
      while (written < bytes.byteLength) written += writeSync(this.file, bytes, written);
    } catch (error) {
      if (written > 0) ftruncateSync(this.file, this.size);
      throw error;
    }
    this.size += written;
  }

  private rotate(): void {
    this.close();
    for (let number = this.options.kept; number > 0; number--) {
      renameIfThere(number === 1 ? this.path : `${this.path}.${number - 1}`, `${this.path}.${number}`);
    }
    this.open();
  }

  private close(): void {
    if (this.file === null) return;
    const file = this.file;
    this.file = null;
    try {
      closeSync(file);
    } catch {
      // Give it up either way.
    }
  }

  private lossLine(now: number): Buffer {
    const msg = `${this.lost} log lines could not be written (${this.reason})`;
    return Buffer.from(`${JSON.stringify({ level: 40, time: new Date(now).toISOString(), msg })}\n`);
  }
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
