import { showHidden } from "@/lib/platform/hidden-characters";

/**
 * Encloses data for a model in two boundary lines, which the data must not know (`boundaryOf`). Pass the body through `numberLines`, so that no line of it can be
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
