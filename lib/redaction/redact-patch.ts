import { redact } from "@/lib/redaction/redact";

const HEADER =
  /^(?:diff |index |--- |\+\+\+ |new file|deleted file|similarity|rename |old mode|new mode|@@ |\\ )/;

/**
 * Redacts a unified diff, including context lines. Lines and their prefixes stay the same, so that it remains readable;
 * a patch with redacted parts no longer applies.
 */
export function redactPatch(patch: string): string {
  const lines = patch.split("\n").map(splitLine);
  const contents = redact(lines.map(({ content }) => content).join("\n")).text.split("\n");
  return lines.map(({ sign }, index) => sign + (contents[index] ?? "")).join("\n");
}

/** Splits a line into prefix and content, so that a multi-line key is recognized. */
function splitLine(line: string): { sign: string; content: string } {
  if (HEADER.test(line)) return { sign: "", content: line };
  const sign = /^[+ -]/.test(line) ? line.charAt(0) : "";
  return { sign, content: line.slice(sign.length) };
}
