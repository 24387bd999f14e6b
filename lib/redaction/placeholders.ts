/** Placeholders of a redaction run, and the key for their hashes. */
import { createHmac } from "node:crypto";

import { EchoIndex } from "@/lib/redaction/echo-index";
import { newMeter, type Meter } from "@/lib/redaction/meter";
import { PLACEHOLDER } from "@/lib/redaction/secret-span";

const PUBLIC_KEY = "pipeline-debugger/redaction";
const HASH_LENGTH = 4;
/** Global, because a bundler may load this module more than once. */
const KEY = Symbol.for("pipeline-debugger.redaction-key");
const held = globalThis as { [KEY]?: string | null };

/**
 * Sets this process's key for placeholder hashes, so that equal secrets get equal placeholders across restarts and nobody
 * without the key can test guesses. Without a key, passwords get no hash, because short ones could be guessed; random
 * tokens get one.
 */
export function setRedactionKey(key: string | null): void {
  held[KEY] = key;
}

/** This process's key, to pass to worker threads. */
export function redactionKey(): string | null {
  return held[KEY] ?? null;
}

export interface RedactOptions {
  /** Also replace email addresses. Off by default. */
  emails?: boolean;
  /** Key for placeholder hashes; see `setRedactionKey`. */
  key?: string | null;
  /** Counts the work. */
  meter?: Meter;
}

/** One run over a text or a JSON value. */
export interface RedactionRun {
  emails: boolean;
  key: string | null;
  counts: Map<string, number>;
  /** Secrets found so far, to find repetitions that nothing announces. */
  echoes: EchoIndex;
  meter: Meter;
}

export function newRun(options: RedactOptions): RedactionRun {
  return {
    emails: options.emails === true,
    key: options.key ?? redactionKey(),
    counts: new Map(),
    echoes: new EchoIndex(),
    meter: options.meter ?? newMeter(),
  };
}

/** The placeholder for a secret; equal secrets get equal placeholders. */
export function placeholderOf(secret: string, kind: string, guessable: boolean, run: RedactionRun): string {
  run.counts.set(kind, (run.counts.get(kind) ?? 0) + 1);
  if (guessable && run.key === null) return `${PLACEHOLDER}${kind}]`;
  const hash = createHmac("sha256", run.key ?? PUBLIC_KEY)
    .update(secret)
    .digest("hex");
  return `${PLACEHOLDER}${kind}:${hash.slice(0, HASH_LENGTH)}]`;
}
