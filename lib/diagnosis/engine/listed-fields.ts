import { logOfSubject, type ObservedLog } from "@/lib/diagnosis/engine/log-subjects";
import type { Observed } from "@/lib/diagnosis/engine/observe";

const MISSING_KEY = /KeyError:? ['"]([A-Za-z_]\w{2,80})['"]/;
const NAMES_FIELDS = /\b(?:fields?|columns?|keys?|header|schema)\b/i;
/** Three names or more, separated by commas. */
const LIST = /['"]?[A-Za-z_]\w*['"]?(?:, ?['"]?[A-Za-z_]\w*['"]?){2,}/;
const MAX_LINES_BEFORE = 400;
const MIN_WORD = 4;

/**
 * A line before the failure that lists the fields which were read, among them one like the missing key but not the key itself:
 * the data has changed, whatever the code expects. Null if the log has none. Pure.
 */
export function listedFields({
  logs,
  subjects,
}: Observed): { piece: ObservedLog["evidence"]; line: number; claim: string } | null {
  const subject = subjects[0];
  const log = logOfSubject(logs, subject);
  const key = MISSING_KEY.exec(subject?.text.slice(0, 500) ?? "")?.[1];
  if (subject === undefined || log === null || key === undefined) return null;
  const end = subject.startLine - log.firstLine;
  for (let at = end - 1; at >= Math.max(0, end - MAX_LINES_BEFORE); at -= 1) {
    const text = log.lines[at]?.slice(0, 2_000) ?? "";
    const list = NAMES_FIELDS.test(text) ? LIST.exec(text)?.[0] : undefined;
    if (list === undefined) continue;
    const fields: string[] = list.match(/[A-Za-z_]\w*/g) ?? [];
    const like = fields.find((field) => isLike(field, key));
    if (like === undefined || fields.includes(key)) continue;
    const claim = `The log lists the fields that were read: \`${like}\`, but no \`${key}\``;
    return { piece: log.evidence, line: at + log.firstLine, claim };
  }
  return null;
}

/** Whether two names share a word: `amount_cents`, `amount_minor`. */
function isLike(field: string, key: string): boolean {
  const words = new Set(wordsOf(key));
  return wordsOf(field).some((word) => words.has(word));
}

const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, "_")
    .toLowerCase()
    .split("_")
    .filter((word) => word.length >= MIN_WORD);
