/**
 * The identity of a failure: equal for retries and later runs, regardless of date, host, ids, line numbers and
 * versions; different for different causes. Pure.
 */
import { createHash } from "node:crypto";

import { explainingChain } from "@/lib/logs/exceptions/explaining-chain";
import { shortType } from "@/lib/logs/exceptions/short-type";
import {
  libraryFrames,
  messageSkeleton,
  ownFrames,
  subjectOf,
} from "@/lib/logs/fingerprints/fingerprint-parts";
import { parseLog } from "@/lib/logs/parse-log";
import { tellingPart } from "@/lib/logs/retention/telling-part";
import type { Fingerprint, FingerprintPart, LogException, LogKind, ParsedLog } from "@/lib/logs/schemas";

const VERSION = "v1";

export interface FailureInput {
  kind?: LogKind;
  /** The parsed exceptions; take precedence over `traceback`, of which 64 KiB are read. */
  exceptions?: readonly LogException[];
  exceptionType?: string | null;
  message?: string | null;
  traceback?: string | null;
  failingLine?: string | null;
  state?: string | null;
  exit?: { code: number | null; signal: string | null } | null;
}

/**
 * The fingerprint of a failure, made from the best information available: exceptions or a traceback, else type and
 * message, else the failing line, else how the process ended, else the orchestrator's state.
 */
export function fingerprintFailure(input: FailureInput): Fingerprint {
  const exceptions =
    input.exceptions ?? readTraceback(input.traceback ?? tracebackIn(input.message), input.kind);
  const chain = explainingChain(exceptions, null);
  if (chain !== null && saysSomething(chain)) return seal(chainParts(chain));
  const text = input.message ?? input.failingLine ?? "";
  const type = shortType(input.exceptionType ?? null);
  if (type !== null || text.trim() !== "") return seal(textParts(type, text));
  return seal(endParts(input.exit ?? null, input.state ?? null));
}

/** The fingerprint of the failure shown in a log. */
export function fingerprintLog(parsed: ParsedLog): Fingerprint {
  const best = parsed.failingLines[0];
  const chain = explainingChain(parsed.exceptions, best?.line ?? null);
  if (chain !== null) return seal(chainParts(chain));
  if (best !== undefined) return seal(textParts(null, best.text));
  return seal(endParts(parsed.exit, null));
}

/** Some senders put the traceback into the message field. */
function tracebackIn(message: string | null | undefined): string | null {
  return message?.includes("Traceback (most recent call last):") ? message : null;
}

function readTraceback(traceback: string | null | undefined, kind: LogKind | undefined): LogException[] {
  if (traceback === null || traceback === undefined || traceback.trim() === "") return [];
  return parseLog(tellingPart(traceback), { kind: kind ?? "auto" }).exceptions;
}

function saysSomething(chain: readonly LogException[]): boolean {
  return chainParts(chain).some((part) => part.value !== "");
}

function chainParts(chain: readonly LogException[]): FingerprintPart[] {
  const root = chain.find((exception) => exception.isRoot) ?? chain[0];
  if (root === undefined) return [];
  const explaining = explainingMembers(chain, root);
  const type = {
    name: "type",
    value: explaining.map((exception) => shortType(exception.type) ?? "").join(" < "),
  };
  const own = ownFrames(root, chain);
  // The location in the pipeline's own code is more stable than a message that changes with the data.
  if (own.length > 0) return [type, { name: "frames", value: own.join(" > ") }];
  const subject = subjectOf(root);
  const library = libraryFrames(root);
  const messages = [...new Set(explaining.map((exception) => messageSkeleton(exception.message)))];
  const place =
    library.length > 0
      ? { name: "library", value: library.join(" > ") }
      : { name: "message", value: messages.join(" < ") };
  return subject === null ? [type, place] : [type, { name: "subject", value: subject }, place];
}

/**
 * The root and the exceptions the pipeline's own code raised from it; wrappers added by libraries change with their
 * versions. For a group, its distinct members in a stable order.
 */
function explainingMembers(chain: readonly LogException[], root: LogException): LogException[] {
  const others = chain.filter(
    (exception) =>
      exception !== root && !exception.isWrapper && (exception.frames.at(-1)?.origin ?? "user") === "user",
  );
  if (root.link !== "group_member") return [root, ...others];
  const byName = new Map(
    [root, ...others].map((exception) => [
      `${shortType(exception.type) ?? ""} ${messageSkeleton(exception.message)}`,
      exception,
    ]),
  );
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, exception]) => exception);
}

function textParts(type: string | null, text: string): FingerprintPart[] {
  const parts: FingerprintPart[] = type === null ? [] : [{ name: "type", value: type }];
  return [...parts, { name: "message", value: messageSkeleton(text) }];
}

function endParts(exit: FailureInput["exit"], state: string | null): FingerprintPart[] {
  if (exit?.signal) return [{ name: "signal", value: exit.signal }];
  if (exit?.code !== null && exit?.code !== undefined) return [{ name: "exit", value: String(exit.code) }];
  return [{ name: "state", value: state ?? "" }];
}

/** The fingerprint of a failure that is known by where it happened rather than by what it says; `owner` has names of its own. */
export function scopeFingerprint({ parts }: Fingerprint, owner: string, place: FingerprintPart): Fingerprint {
  const scoped = [...parts, place];
  return { value: seal([...scoped, { name: "owner", value: owner }]).value, parts: scoped };
}

function seal(parts: FingerprintPart[]): Fingerprint {
  const text = parts.map((part) => `${part.name}=${part.value}`).join("\n");
  return { value: `${VERSION}:${createHash("sha256").update(text).digest("hex").slice(0, 32)}`, parts };
}
