import { randomBytes } from "node:crypto";
import { showHidden } from "@/lib/platform/hidden-characters";

/** A random boundary that the data cannot contain, because it is created afterwards. One per prompt. */
export function newBoundary(): string {
  return `data-${randomBytes(12).toString("hex")}`;
}

/**
 * Encloses data for a model in two boundary lines. Pass the body through `numberLines`, so that no line of it can be
 * mistaken for ours. Characters that would start an unnumbered line or hide text are written out.
 */
export function dataBlock(boundary: string, name: string, body: string): string {
  const shown = showHidden(name);
  return `----- ${boundary} begin ${shown}\n${showHidden(body)}\n----- ${boundary} end ${shown}`;
}

/** Prefixes each line with its number: `93| text`. */
export function numberLines(text: string, first: number): string {
  return text
    .split("\n")
    .map((line, i) => `${first + i}| ${line.replaceAll("\r", "")}`)
    .join("\n");
}
