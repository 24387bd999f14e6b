import { redact } from "@/lib/redaction/redact";
import { PLACEHOLDER } from "@/lib/redaction/secret-span";

/** A secret that a patch adds: where, and what kind; never the secret itself. */
export interface AddedSecret {
  path: string;
  /** The line of the file after the patch. */
  line: number;
  /** As redaction names it, such as `aws-access-key`. */
  kind: string;
}

interface PatchedText {
  path: string;
  /** Lines of the hunks before the patch. */
  before: string[];
  /** Lines of the hunks after it. */
  after: { text: string; line: number; isAdded: boolean }[];
}

/**
 * The first secret that a unified diff adds, by the rules of redaction; null if there is none. What the removed and surrounding
 * lines contain is not added, and neither are interpolations such as `{token}`. Pure.
 */
export function findAddedSecret(patch: string): AddedSecret | null {
  for (const { path, before, after } of readTexts(patch)) {
    const known = before.join("\n");
    const redacted = redact(after.map(({ text }) => text).join("\n")).text.split("\n");
    for (const [index, { text, line, isAdded }] of after.entries()) {
      const shown = redacted[index] ?? "";
      if (!isAdded || shown === text) continue;
      const found = hiddenIn(text, shown).find(
        ({ secret }) => !known.includes(secret) && !isInterpolated(secret),
      );
      if (found) return { path, line, kind: found.kind };
    }
  }
  return null;
}

/** What a person reads about it. Pure. */
export function secretObjection({ path, line, kind }: AddedSecret): string {
  return `line ${line} of ${path} adds what looks like a secret (${kind.replaceAll("-", " ")})`;
}

const HUNK = /^@@ -\d{1,9}(?:,\d{1,9})? \+(?<line>\d{1,9})(?:,\d{1,9})? @@/;
const NAME = /^\+\+\+ (?:b\/)?(?<path>[^\t\n]*)/;

function readTexts(patch: string): PatchedText[] {
  const files: PatchedText[] = [];
  let line: number | null = null;
  const lines = patch.split("\n");
  for (const [index, text] of lines.entries()) {
    const isHeader = text.startsWith("--- ") && lines[index + 1]?.startsWith("+++ ") === true;
    if (isHeader || text.startsWith("diff ")) line = null;
    const path = line === null ? NAME.exec(text)?.groups?.["path"] : undefined;
    if (path !== undefined) files.push({ path, before: [], after: [] });
    const start = HUNK.exec(text)?.groups?.["line"];
    if (start !== undefined) line = Number(start);
    const file = files.at(-1);
    if (file === undefined || line === null || start !== undefined) continue;
    if (!text.startsWith("+") && !text.startsWith("\\")) file.before.push(text.slice(1));
    if (text.startsWith("-") || text.startsWith("\\")) continue;
    file.after.push({ text: text.slice(1), line, isAdded: text.startsWith("+") });
    line += 1;
  }
  return files;
}

/** The parts of a line that its redaction replaced. */
function hiddenIn(text: string, shown: string): { secret: string; kind: string }[] {
  const parts = shown.split(/\[redacted:([^\]]{1,60})\]/);
  const found: { secret: string; kind: string }[] = [];
  let at = (parts[0] ?? "").length;
  for (let index = 1; index < parts.length; index += 2) {
    const next = parts[index + 1] ?? "";
    const isLast = index + 2 >= parts.length;
    const end = isLast ? text.length - next.length : text.indexOf(next, at + 1);
    const secret = end > at ? text.slice(at, end) : text.trim();
    const kind = (parts[index] ?? "").replace(/:.*$/, "");
    // A mark that was in the text hides nothing.
    if (!secret.startsWith(PLACEHOLDER)) found.push({ secret, kind });
    at = Math.max(at, end) + next.length;
  }
  return found;
}

function isInterpolated(text: string): boolean {
  return /^(?:\$?\{[^{}]{1,200}\}|\{\{[^{}]{1,200}\}\}|%s|%\(\w{1,60}\)s)$/.test(text.trim());
}
