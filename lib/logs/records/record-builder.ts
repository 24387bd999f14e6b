/** Builds records and lines from the lines and structured messages of a log. */
import { cleanLine } from "@/lib/logs/records/clean-line";
import { isBarrier } from "@/lib/logs/records/gap-line";
import type { LogLine } from "@/lib/logs/records/log-line";
import {
  podRelayLength,
  readPrefix,
  withoutBytes,
  type RecordPrefix,
} from "@/lib/logs/records/record-prefix";
import { isRelay } from "@/lib/logs/records/relays";
import type { LogKind, LogRecord } from "@/lib/logs/schemas";
import { readStructuredMessage, type StructuredMessage } from "@/lib/logs/records/structured-message";

/** A record's structured exceptions, not yet parsed. */
export interface ErrorDetail {
  record: number;
  detail: readonly unknown[];
  /** The line of each exception in print order, if the log spans several lines. */
  lineNumbers: readonly number[];
}

/** An exit code or signal from a structured field. */
export interface StatedExit {
  code: number | null;
  signal: string | null;
  line: number;
}

export interface ReadLog {
  kind: LogKind;
  lineCount: number;
  records: LogRecord[];
  lines: LogLine[];
  details: ErrorDetail[];
  exits: StatedExit[];
}

const OTHER_PROGRAM = /^(?:Traceback \(most recent call last\):|\+ \S|FAILED: |[a-z_]{2,20}: [A-Z`'"])/;

/** Collects lines into records; accepts any mix of text lines and structured messages. */
export class RecordBuilder {
  readonly records: LogRecord[] = [];
  readonly lines: LogLine[] = [];
  readonly details: ErrorDetail[] = [];
  readonly exits: StatedExit[] = [];
  private relayed = false;
  private level: LogLine["level"] = null;
  private isJvm = false;
  private tails: string[] = [];

  constructor(private kind: LogKind) {}

  /** Adds a cleaned line. */
  addLine(no: number, text: string, red: boolean): void {
    if (text.charCodeAt(0) === 123 && text.length > 12 && this.addJson(no, text)) return;
    const prefix = readPrefix(text);
    if (prefix === null) this.addContinuation(no, text, red);
    else this.addHead(no, text, prefix, red);
  }

  private addJson(no: number, text: string): boolean {
    if (!text.trimEnd().endsWith("}")) return false;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      return false;
    }
    const message = readStructuredMessage(value);
    if (message === null) return false;
    this.addMessage(message, { startLine: no, endLine: no, messageLine: no, detailLines: [] });
    return true;
  }

  /** Adds a structured message found on the given lines. */
  addMessage(
    message: StructuredMessage,
    place: { startLine: number; endLine: number; messageLine: number; detailLines: readonly number[] },
  ): void {
    this.closeRecord();
    if (this.kind === "generic") this.kind = message.kind;
    const record = this.records.length;
    const relayed = isRelay(message.location, message.logger);
    this.records.push({
      startLine: place.startLine,
      endLine: place.endLine,
      timestamp: message.timestamp,
      level: message.level,
      logger: message.logger,
      location: message.location,
      attempt: message.attempt,
      message: message.message,
    });
    this.relayed = relayed;
    this.level = message.level;
    let head = true;
    for (const part of message.message.split("\n")) {
      this.pushPayload(place.messageLine, cleanLine(part), { level: message.level, head, red: false });
      head = false;
    }
    if (message.errorDetail !== null) {
      this.details.push({ record, detail: message.errorDetail, lineNumbers: place.detailLines });
    }
    if (message.exitCode !== null || message.signal !== null) {
      this.exits.push({ code: message.exitCode, signal: message.signal, line: place.messageLine });
    }
  }

  private addHead(no: number, text: string, prefix: RecordPrefix, red: boolean): void {
    this.closeRecord();
    const payload = text.slice(prefix.length);
    this.relayed = prefix.format === "relay" || isRelay(prefix.location, prefix.logger);
    this.records.push({
      startLine: no,
      endLine: no,
      timestamp: prefix.timestamp,
      level: prefix.level,
      logger: prefix.logger,
      location: prefix.location,
      attempt: null,
      message: payload,
    });
    this.level = prefix.level;
    this.isJvm = prefix.format === "spark";
    this.pushPayload(no, payload, { level: prefix.level, head: true, red });
  }

  /** Adds a line after removing its nested prefixes (dbt in Bash in Airflow). */
  private pushPayload(
    no: number,
    payload: string,
    state: { level: LogLine["level"]; head: boolean; red: boolean },
  ): void {
    let text = payload;
    let level = state.level;
    for (let depth = 0; depth < 2; depth += 1) {
      text = withoutBytes(text.slice(podRelayLength(text)));
      const inner = readPrefix(text);
      if (inner === null) break;
      text = text.slice(inner.length);
      level = inner.level ?? level;
      if (inner.timestamp !== null || inner.level !== null) this.noteInnerLevel(inner);
      if (inner.format === "airflow" && state.head) this.noteInnerAirflow(inner, text);
    }
    const record = this.records.length - 1;
    this.lines.push({ no, text, level, record, relayed: this.relayed, red: state.red, head: state.head });
  }

  private noteInnerLevel(inner: RecordPrefix): void {
    const record = this.records.at(-1);
    if (record === undefined || inner.level === null) return;
    record.level = inner.level;
    record.logger ??= inner.logger;
  }

  /** For an Airflow log stamped by something else (a container, a service): the inner prefix decides. */
  private noteInnerAirflow(inner: RecordPrefix, message: string): void {
    const record = this.records.at(-1);
    if (record === undefined) return;
    record.message = message;
    record.location ??= inner.location;
    this.relayed ||= isRelay(inner.location, null);
  }

  private addContinuation(no: number, text: string, red: boolean): void {
    const record = this.records.at(-1);
    const own =
      record === undefined ||
      (this.kind === "generic" && !startsBlank(text)) ||
      isBarrier(text) ||
      this.isOtherProgram(text);
    if (own) {
      this.closeRecord();
      this.relayed = false;
      this.level = null;
      this.records.push({
        startLine: no,
        endLine: no,
        timestamp: null,
        level: null,
        logger: null,
        location: null,
        attempt: null,
        message: text,
      });
    } else {
      record.endLine = no;
      this.tails.push(text);
    }
    const index = this.records.length - 1;
    const { level, relayed } = this;
    this.lines.push({ no, text, level, record: index, relayed, red, head: own });
  }

  /** Whether a Python traceback, a shell's trace or a tool's own message begins under a message of the JVM. */
  private isOtherProgram(text: string): boolean {
    return this.isJvm && OTHER_PROGRAM.test(text);
  }

  private closeRecord(): void {
    if (this.tails.length === 0) return;
    const record = this.records.at(-1);
    if (record !== undefined) record.message = `${record.message}\n${this.tails.join("\n")}`;
    this.tails = [];
  }

  finish(lineCount: number): ReadLog {
    this.closeRecord();
    const { kind, records, lines, details, exits } = this;
    return { kind, lineCount, records, lines, details, exits };
  }
}

function startsBlank(text: string): boolean {
  const code = text.charCodeAt(0);
  return code === 32 || code === 9 || text === "";
}
