/** Placeholders of one run of redaction, and the key of the hashes in them. */
import { createHmac } from "node:crypto";

import { EchoIndex } from "@/lib/redaction/echo-index";
import { newMeter, type Meter } from "@/lib/redaction/meter";
import { PLACEHOLDER } from "@/lib/redaction/secret-span";

const PUBLIC_KEY = "pipeline-debugger/redaction";
const HASH_LENGTH = 4;
/** Process-wide, because a bundler may load this module more than once. */
const KEY = Symbol.for("pipeline-debugger.redaction-key");
const held = globalThis as { [KEY]?: string | null };

/**
 * Sets the key of the hashes in placeholders for this process, so that equal secrets keep equal placeholders
 * across restarts of one installation and nobody without the key can test guesses. Until it is set, secrets
 * that people choose (passwords) carry no hash at all, since a public key would let short ones be guessed;
 * random tokens, which cannot be guessed, carry one.
 */
export function setRedactionKey(key: string | null): void {
  held[KEY] = key;
}

/** The key of this process, for a thread that works on its behalf. */
export function redactionKey(): string | null {
  return held[KEY] ?? null;
}

export interface RedactOptions {
  /** Also replaces e-mail addresses. Off unless asked for. */
  emails?: boolean;
  /** Key of the hashes in placeholders; see `setRedactionKey`. */
  key?: string | null;
  /** Counts the work that was done. */
  meter?: Meter;
}

/** One run over a text or a JSON value. */
export interface RedactionRun {
  emails: boolean;
  key: string | null;
  counts: Map<string, number>;
  /** Secrets found by what announces them, to be found again where nothing does. */
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

/** What stands for a secret; equal secrets get equal ones. */
export function placeholderOf(secret: string, kind: string, guessable: boolean, run: RedactionRun): string {
  run.counts.set(kind, (run.counts.get(kind) ?? 0) + 1);
  if (guessable && run.key === null) return `${PLACEHOLDER}${kind}]`;
  const hash = createHmac("sha256", run.key ?? PUBLIC_KEY)
    .update(secret)
    .digest("hex");
  return `${PLACEHOLDER}${kind}:${hash.slice(0, HASH_LENGTH)}]`;
}
