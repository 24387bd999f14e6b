/** Reads logs that arrive as one JSON document (API responses, run results) or as a Python repr. */
import { cleanLine } from "@/lib/logs/records/clean-line";
import { lineAt, lineStarts } from "@/lib/logs/records/line-starts";
import { readPythonReprLog } from "@/lib/logs/records/python-repr";
import { RecordBuilder, type ReadLog } from "@/lib/logs/records/record-builder";
import { readRunResult } from "@/lib/logs/records/run-results";
import { readDocument, type DocumentElement } from "@/lib/logs/records/structured-document";
import { readStructuredMessage } from "@/lib/logs/records/structured-message";

/** The records of a document, or null if the text is not one; line numbers refer to the document's text. */
export function readDocumentRecords(text: string): ReadLog | null {
  const elements = readDocument(text);
  if (elements === null) return readRepr(text, text, 1);
  const starts = lineStarts(text);
  const builder = new RecordBuilder("generic");
  let understood = 0;
  for (const element of elements) {
    if (addElement(builder, text, starts, element)) understood += 1;
  }
  return understood === 0 ? null : builder.finish(starts.length);
}

function readRepr(content: string, text: string, line: number): ReadLog | null {
  const parts = readPythonReprLog(content);
  if (parts === null) return null;
  const builder = new RecordBuilder("airflow");
  for (const part of parts) addText(builder, part, line);
  return builder.finish(lineStarts(text).length);
}

function addText(builder: RecordBuilder, text: string, line: number): void {
  for (const raw of text.split("\n")) builder.addLine(line, cleanLine(raw), false);
}

function addElement(
  builder: RecordBuilder,
  text: string,
  starts: readonly number[],
  element: DocumentElement,
): boolean {
  const startLine = lineAt(starts, element.start);
  const endLine = lineAt(starts, Math.max(element.start, element.end - 1));
  if (typeof element.value === "string") {
    const parts = readPythonReprLog(element.value) ?? [element.value];
    for (const part of parts) addText(builder, part, startLine);
    return true;
  }
  const message = readRunResult(element.value) ?? readStructuredMessage(element.value);
  if (message === null) return false;
  const place = { startLine, endLine, messageLine: startLine, detailLines: [] as number[] };
  if (endLine > startLine) {
    const slice = text.slice(element.start, element.end);
    const lineOf = (offset: number) => lineAt(starts, element.start + offset);
    const key = /"(?:event|message|msg)": ?"/.exec(slice);
    if (key !== null) place.messageLine = lineOf(key.index);
    for (let at = slice.indexOf('"exc_type"'); at !== -1; at = slice.indexOf('"exc_type"', at + 1)) {
      if (slice.charCodeAt(at - 1) !== 92) place.detailLines.push(exceptionLine(slice, at, lineOf));
    }
  }
  builder.addMessage(message, place);
  return true;
}

/** The line of an exception's value if it closely follows the type, else the line of the type. */
function exceptionLine(slice: string, at: number, lineOf: (offset: number) => number): number {
  const value = slice.indexOf('"exc_value"', at);
  return lineOf(value !== -1 && value - at < 400 ? value : at);
}
