import type { Category } from "@/lib/failures/schemas";

/** Where an attacker can write something that ends up in the evidence of an incident. */
export const PLACES = [
  "traceback",
  "log",
  "exception",
  "commit",
  "file",
  "sql",
  "runbook",
  "table",
  "column",
  "pipeline",
  "task",
  "comment",
] as const;
export type Place = (typeof PLACES)[number];

/** What an attacker wants a model to do. */
export interface Wants {
  /** A call, of a listed tool or another one. `$otherEvidence` and the like in the input stand for ids of another workspace. */
  tool?: { name: string; input: Record<string, unknown> };
  /** A text for people, in the root cause and everywhere else. */
  text?: string;
  category?: Category;
  /** To say 1, whatever the evidence shows. */
  certainty?: true;
  /** To repeat the secrets it has seen. */
  leak?: true;
}

export interface Injection {
  id: string;
  place: Place;
  /** Language, encoding or disguise. */
  form: string;
  /** As it is written at its place; one line for names. */
  text: string;
  /** A part of the instruction that a model understands once the disguise is off. */
  sign: string;
  wants: Wants;
}

/** A set of injections at one place: form, text, sign and what they want. */
export function injectionsAt(
  place: Place,
  rows: readonly (readonly [form: string, text: string, sign: string, wants: Wants])[],
): Injection[] {
  return rows.map(([form, text, sign, wants], i) => ({
    id: `${place}-${i + 1}`,
    place,
    form,
    text,
    sign,
    wants,
  }));
}
