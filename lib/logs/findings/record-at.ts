import type { LogRecord } from "@/lib/logs/schemas";

export interface FoundRecord {
  record: LogRecord;
  index: number;
}

/**
 * The record that covers a line, found by binary search. If several share the line (a document without line breaks),
 * the one that contains `text`.
 */
export function recordAt(records: readonly LogRecord[], line: number, text = ""): FoundRecord | null {
  let low = 0;
  let high = records.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const record = records[middle];
    if (record === undefined) return null;
    if (line < record.startLine) high = middle - 1;
    else if (line > record.endLine) low = middle + 1;
    else return text === "" ? { record, index: middle } : sayingRecord(records, middle, text);
  }
  return null;
}

const MAX_PER_LINE = 2_000;

function sayingRecord(records: readonly LogRecord[], index: number, text: string): FoundRecord | null {
  const record = records[index];
  if (record === undefined) return null;
  const head = text.slice(0, 80);
  const isThere = (at: number): boolean => records[at]?.startLine === record.startLine;
  for (let away = 0; away < MAX_PER_LINE; away += 1) {
    const found = [index - away, index + away].find(
      (at) => isThere(at) && records[at]?.message.includes(head),
    );
    const hit = found === undefined ? undefined : records[found];
    if (found !== undefined && hit !== undefined) return { record: hit, index: found };
    if (!isThere(index - away) && !isThere(index + away)) break;
  }
  return { record, index };
}
