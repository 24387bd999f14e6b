/** Finds the messages in an API response that is one JSON document, with their offsets. */
import { isJsonObject } from "@/lib/logs/records/structured-message";

/** An element of the document's list and its offsets in the text. */
export interface DocumentElement {
  value: unknown;
  start: number;
  end: number;
}

const LIST_KEYS = ["content", "logs", "results", "items"] as const;

/**
 * The elements of a JSON document's message list: a top-level array, or the array under `content` (Airflow 3), `logs`
 * (Prefect) or `results` (dbt run results). Null if the text is no such document.
 */
export function readDocument(text: string): DocumentElement[] | null {
  const first = firstSolid(text, 0);
  const last = lastSolid(text);
  const opens = text.charCodeAt(first);
  const closes = text.charCodeAt(last);
  if (!((opens === 123 && closes === 125) || (opens === 91 && closes === 93))) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (Array.isArray(value)) return elementsAt(text, first, value);
  if (!isJsonObject(value)) return null;
  for (const key of LIST_KEYS) {
    const list = value[key];
    if (typeof list === "string" && key === "content") return [{ value: list, start: first, end: last + 1 }];
    if (!Array.isArray(list)) continue;
    const open = arrayOffset(text, key, first);
    if (open !== -1) return elementsAt(text, open, list);
  }
  return null;
}

function firstSolid(text: string, from: number): number {
  let index = from;
  while (index < text.length && text.charCodeAt(index) <= 32) index += 1;
  return index;
}

function lastSolid(text: string): number {
  let index = text.length - 1;
  while (index > 0 && text.charCodeAt(index) <= 32) index -= 1;
  return index;
}

/** Offset of the `[` that follows `"key":` at depth one of the document, or -1. */
function arrayOffset(text: string, key: string, from: number): number {
  let depth = 0;
  for (let index = from; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 34) {
      const end = stringEnd(text, index);
      if (depth === 1 && text.slice(index + 1, end) === key) {
        const colon = firstSolid(text, end + 1);
        const open = firstSolid(text, colon + 1);
        if (text.charCodeAt(colon) === 58 && text.charCodeAt(open) === 91) return open;
      }
      index = end;
    } else if (code === 123 || code === 91) depth += 1;
    else if (code === 125 || code === 93) depth -= 1;
  }
  return -1;
}

function stringEnd(text: string, open: number): number {
  let index = open + 1;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (code === 92) index += 1;
    else if (code === 34) return index;
    index += 1;
  }
  return text.length - 1;
}

function elementsAt(text: string, open: number, values: readonly unknown[]): DocumentElement[] {
  const elements: DocumentElement[] = [];
  let depth = 0;
  let start = -1;
  for (let index = open + 1; index < text.length && elements.length < values.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code <= 32) continue;
    if (depth === 0 && (code === 44 || code === 93)) {
      if (start !== -1) elements.push({ value: values[elements.length], start, end: index });
      start = -1;
      continue;
    }
    if (start === -1) start = index;
    if (code === 34) index = stringEnd(text, index);
    else if (code === 123 || code === 91) depth += 1;
    else if (code === 125 || code === 93) depth -= 1;
  }
  return elements;
}
