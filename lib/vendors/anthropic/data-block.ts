import { randomBytes } from "node:crypto";
import { showHidden } from "@/lib/platform/hidden-characters";

/** A mark that no data can contain, because it is made after the data. One for each question. */
export function newBoundary(): string {
  return `data-${randomBytes(12).toString("hex")}`;
}

/**
 * Data for a model between two lines that hold the boundary. Pass the body through `numberLines`: then no line of
 * it can be taken for one of ours either. Characters that would begin an unnumbered line or hide text are written out.
 */
export function dataBlock(boundary: string, name: string, body: string): string {
  const shown = showHidden(name);
  return `----- ${boundary} begin ${shown}\n${showHidden(body)}\n----- ${boundary} end ${shown}`;
}

/** Each line behind its number and a bar: `93| text`. */
export function numberLines(text: string, first: number): string {
  return text
    .split("\n")
    .map((line, i) => `${first + i}| ${line.replaceAll("\r", "")}`)
    .join("\n");
}
