import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** The text of a file, decompressed if its name ends in `.gz`. */
export function readTextFile(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
}

/** Reads a JSON Lines file without validating its shape. */
export function readJsonLines<T>(path: string): T[] {
  return readTextFile(path)
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line) as T);
}
