import type { Weights } from "@/lib/diagnosis/inference/weights";

/**
 * A form in which programs say what is wrong with something: "X is not set", "no files match X", "expected A, got B". It
 * holds whatever the program, so it yields a cause with a modest confidence where no signature knows the message.
 */
export interface Complaint {
  pattern: RegExp;
  /** Points per category, or by the kind of thing that is named (capture `noun`). */
  weights: Weights | ((noun: string) => Weights);
  /** One sentence without a full stop; slots as in signatures (`fillTemplate`). */
  cause: string;
  /** What to do, the first thing first; the same slots. */
  steps: readonly string[];
  /** The sentence if the message does not name the thing. */
  namelessCause?: string;
}

/** What opens and closes a name in any language. */
const OPEN = "[\"'`«»„“‘「『《\\[]{0,2}";
const CLOSE = "[\"'`»«“”’」』》\\]]{0,2}";

/** A quoted or plain name; the capture is `name`. */
export function named(name = "thing"): string {
  return `${OPEN}(?<${name}>-{0,2}[\\p{L}_$@/.*~][\\p{L}\\p{N}_$.:/*@{}+=~-]{0,158}?[\\p{L}\\p{N}_*}/]|[\\p{L}\\p{N}_])${CLOSE}(?![\\p{L}\\p{N}_$/*@{}+=~-]|[.:][\\p{L}\\p{N}/])`;
}

/** Compiles the source of a complaint; case is ignored. */
export function form(source: string): RegExp {
  return new RegExp(source, "iu");
}
