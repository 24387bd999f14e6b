import { redact } from "@/lib/redaction/redact";

const HEADER =
  /^(?:diff |index |--- |\+\+\+ |new file|deleted file|similarity|rename |old mode|new mode|@@ |\\ )/;

/**
 * A unified diff without the secrets in its lines, changed or not. It has the same lines with the same signs in
 * front, so that it reads as before; where something was taken out it no longer applies.
 */
export function redactPatch(patch: string): string {
  const lines = patch.split("\n").map(splitLine);
  const contents = redact(lines.map(({ content }) => content).join("\n")).text.split("\n");
  return lines.map(({ sign }, index) => sign + (contents[index] ?? "")).join("\n");
}

/** The sign of a line and what stands behind it: a key that goes over many lines is seen as one. */
function splitLine(line: string): { sign: string; content: string } {
  if (HEADER.test(line)) return { sign: "", content: line };
  const sign = /^[+ -]/.test(line) ? line.charAt(0) : "";
  return { sign, content: line.slice(sign.length) };
}
