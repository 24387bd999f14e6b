import { amount, bytes } from "@/components/ui/words";

/** Indents JSON; returns anything else unchanged. */
export function prettyBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** Says how much of a body a preview shows. */
export function previewNote({ body, sizeBytes }: { body: string; sizeBytes: number }): string {
  return `Cut: the first ${amount(body.length)} characters of ${bytes(sizeBytes)}.`;
}

/** Headers as `name: value` lines. */
export function headerLines(headers: Readonly<Record<string, string>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
}
