import { distinctNames, wordsOfNames } from "@/lib/diagnosis/engine/circumstances/distinct-names";
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
const WEIGHT = { no_log: 4, event: 4 } as const;
const MAX_LINES = 200;
const MIN_PECULIAR = 8;
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
      return matchSubject(signatureIndex(), subject, { ...observed.surroundings, around: piece.text })
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

/** Whether it names the task, the pipeline, or something peculiar of the failure or its log, such as the pod. */
function isAboutFailure({ title, text }: PieceOf<"event">, { logs, subjects, input }: Observed): boolean {
  const { task, pipeline, orchestrator } = input.failure;
  const names = distinctNames(`${title}\n${text}`);
  names.delete(orchestrator.toLowerCase());
  const asset = wordsOfNames(distinctNames(`${task ?? ""} ${pipeline}`));
  if ([...wordsOfNames(names)].some((word) => asset.has(word))) return true;
  const failing = distinctNames(subjects[0]?.text.slice(0, 2_000) ?? "");
  return [...names].some(
    (name) =>
      name.length >= MIN_PECULIAR &&
      /[\d._/-]/.test(name) &&
      (failing.has(name) || logs.some(({ evidence }) => evidence.text.includes(name))),
  );
}
