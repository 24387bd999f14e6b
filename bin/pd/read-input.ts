import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "this is a folder, not a file",
  EACCES: "this file may not be read",
  ERR_FS_FILE_TOO_LARGE: "this file is larger than 2 GB",
};

export type Input = { file: string; bytes: Uint8Array } | { file: string; error: string };

/** Reads a file, or standard input for `-`; gzip is unpacked. A file that cannot be read gives the reason. */
export function readInput(file: string): Input {
  try {
    const bytes = readFileSync(file === "-" ? 0 : file);
    return { file, bytes: bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    return { file, error: REASONS[code] ?? (error instanceof Error ? error.message : String(error)) };
  }
}
