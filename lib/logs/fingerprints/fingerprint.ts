/**
 * The identity of a failure: equal for retries and later runs of the same failure, whatever the date, host,
 * ids, line numbers and versions; different for different causes. Pure.
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
  /** Exceptions of the failure as `parseLog` reads them; beats `traceback`, of which 64 KiB are read. */
  exceptions?: readonly LogException[];
  exceptionType?: string | null;
  message?: string | null;
  traceback?: string | null;
  failingLine?: string | null;
  state?: string | null;
  exit?: { code: number | null; signal: string | null } | null;
}

/**
 * The fingerprint of a failure as far as it is known: exceptions or a traceback, else type and message, else
 * the failing line, else how the process ended, else the orchestrator's state.
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

/** The fingerprint of a failure as its log tells it. */
export function fingerprintLog(parsed: ParsedLog): Fingerprint {
  const best = parsed.failingLines[0];
  const chain = explainingChain(parsed.exceptions, best?.line ?? null);
  if (chain !== null) return seal(chainParts(chain));
  if (best !== undefined) return seal(textParts(null, best.text));
  return seal(endParts(parsed.exit, null));
}

/** Some senders put the whole traceback where the message belongs. */
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
  const root = chain.find((one) => one.isRoot) ?? chain[0];
  if (root === undefined) return [];
  const tellers = tellersOf(chain, root);
  const type = { name: "type", value: tellers.map((one) => shortType(one.type) ?? "").join(" < ") };
  const own = ownFrames(root, chain);
  // The place in the pipeline's own code says more than words that change with the data.
  if (own.length > 0) return [type, { name: "frames", value: own.join(" > ") }];
  const subject = subjectOf(root);
  const library = libraryFrames(root);
  const messages = [...new Set(tellers.map((one) => messageSkeleton(one.message)))];
  const place =
    library.length > 0
      ? { name: "library", value: library.join(" > ") }
      : { name: "message", value: messages.join(" < ") };
  return subject === null ? [type, place] : [type, { name: "subject", value: subject }, place];
}

/**
 * The root and what the pipeline's own code made of it; what libraries wrap it in changes with their versions.
 * For a group its different members, in an order that does not depend on which of them failed first.
 */
function tellersOf(chain: readonly LogException[], root: LogException): LogException[] {
  const others = chain.filter(
    (one) => one !== root && !one.isWrapper && (one.frames.at(-1)?.origin ?? "user") === "user",
  );
  if (root.link !== "group_member") return [root, ...others];
  const byName = new Map(
    [root, ...others].map((one) => [`${shortType(one.type) ?? ""} ${messageSkeleton(one.message)}`, one]),
  );
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
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

function seal(parts: FingerprintPart[]): Fingerprint {
  const text = parts.map((part) => `${part.name}=${part.value}`).join("\n");
  return { value: `${VERSION}:${createHash("sha256").update(text).digest("hex").slice(0, 32)}`, parts };
}
