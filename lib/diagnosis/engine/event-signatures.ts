import { distinctNames } from "@/lib/diagnosis/engine/circumstances/distinct-names";
import type { PieceOf } from "@/lib/diagnosis/engine/diagnosis-input";
import { fillTemplate } from "@/lib/diagnosis/engine/failure-text";
import { signatureIndex } from "@/lib/diagnosis/engine/find-signatures";
import type { Observed } from "@/lib/diagnosis/engine/observe";
import type { Weights } from "@/lib/diagnosis/inference/weights";
import { matchSubject, type SignatureMatchFound } from "@/lib/diagnosis/signatures/match-signatures";
import type { Category } from "@/lib/failures/schemas";

interface FoundInEvents {
  line: number;
  claim: string;
  weights: Weights;
  cause: { category: Category; text: string };
}

const SAYS_FAILED =
  /\b(?:failed|failure|error|unable|denied|refused|evicted|killed|oomkilled|exceed(?:s|ed))\b|BackOff/i;
/** The events of an attempt tell why it ended; others may be about something beside it. */
const WEIGHT = { no_log: 4, event: 3 } as const;
const MAX_LINES = 200;
const MESSAGE_LENGTH = 80;
/** What came before the last few was overcome. */
const LAST = 4;

/**
 * What a signature recognizes in the events of the failed attempt, or in others that name something of the failure: why an image
 * was not pulled, why a pod was evicted. Null if there is none. Pure.
 */
export function signatureInEvents(
  piece: PieceOf<"no_log"> | PieceOf<"event">,
  observed: Observed,
): FoundInEvents | null {
  if (piece.kind === "event" && !isAboutFailure(piece, observed)) return null;
  const lines = piece.text.split("\n").slice(0, MAX_LINES);
  const found = lines
    .flatMap((text, at) => (SAYS_FAILED.test(text) ? { text, at } : []))
    .slice(-LAST)
    .flatMap(({ text, at }) => {
      const subject = { type: null, text, logger: null, frames: [] };
      return matchSubject(signatureIndex(), subject, observed.surroundings)
        .filter((match) => match.signature.strength !== "hint" && match.found !== "")
        .slice(0, 1)
        .map((match) => ({ ...match, at, text }));
    })
    .toSorted((a, b) => isCertain(b) - isCertain(a) || saysWhy(b) - saysWhy(a) || b.at - a.at);
  const [best] = found;
  if (best === undefined) return null;
  const { signature, captures, at } = best;
  return {
    line: at + (piece.startLine ?? 1),
    claim: `The events show: ${signature.title}`,
    weights: { [signature.category]: WEIGHT[piece.kind] },
    cause: { category: signature.category, text: fillTemplate(signature.rootCause, captures) },
  };
}

const isCertain = ({ signature }: SignatureMatchFound): number => Number(signature.strength === "certain");

/** A short event repeats a state, such as `Error: ImagePullBackOff`; a long one has the message. */
const saysWhy = ({ text }: { text: string }): number => Number(text.length > MESSAGE_LENGTH);

/** Whether the title names what the failure or its log names, such as the pod. */
function isAboutFailure({ title }: PieceOf<"event">, { logs, subjects, input }: Observed): boolean {
  const { task, pipeline } = input.failure;
  const said = `${subjects[0]?.text.slice(0, 2_000) ?? ""}\n${task ?? ""}\n${pipeline}`;
  const names = [...distinctNames(title)];
  const known = distinctNames(said);
  return names.some(
    (name) =>
      known.has(name) || (name.length >= 8 && logs.some(({ evidence }) => evidence.text.includes(name))),
  );
}
