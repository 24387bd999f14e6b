import { readLabeledMessages, type LabeledMessage } from "@/evals/labeled-messages";
import { share } from "@/evals/share";
import { diagnoseFailure } from "@/lib/diagnosis/engine/diagnose-failure";
import { logPiece } from "@/lib/diagnosis/engine/log-piece";
import { readText } from "@/lib/logs/findings/read-text";

export const name = "messages";

/** From this confidence on a wrong category misleads. */
const CONFIDENT = 0.6;

/**
 * The category of single messages, each logged as an error and nothing else known. `heldOut…`: of products that no
 * signature was written from and no weight was fitted to; the others only show that nothing got worse. Accepted: the label
 * or one of its alternatives. `falseConfidence`: not accepted, at .6 or more.
 */
export function run(): Promise<{
  metrics: Record<string, number>;
  targets: Record<string, number>;
  details: unknown[];
}> {
  const heldOut = readLabeledMessages("messages-held-out.tsv").map(judge);
  const others = readLabeledMessages("messages.tsv").map(judge);
  const metrics = {
    heldOutAccept: share(heldOut, ({ isAccepted }) => isAccepted),
    heldOutStrict: share(heldOut, ({ isRight }) => isRight),
    heldOutSignatureShare: share(heldOut, ({ signature }) => signature !== null),
    heldOutSignatureAccept: share(
      heldOut.filter(({ signature }) => signature !== null),
      ({ isAccepted }) => isAccepted,
    ),
    falseConfidenceHeldOut: share(heldOut, isMisleading),
    accept: share(others, ({ isAccepted }) => isAccepted),
    strict: share(others, ({ isRight }) => isRight),
    signatureShare: share(others, ({ signature }) => signature !== null),
    falseConfidence: share(others, isMisleading),
    messages: heldOut.length + others.length,
  };
  const targets = { heldOutAccept: 0.75, falseConfidenceHeldOut: 0.1 };
  // The held-out messages stay unread.
  return Promise.resolve({ metrics, targets, details: others.filter(({ isAccepted }) => !isAccepted) });
}

type Judged = ReturnType<typeof judge>;

function judge(message: LabeledMessage) {
  const found = diagnoseFailure({
    evidence: [logPiece(readText(`2026-03-04 05:06:07,123 ERROR root - ${message.text}`))],
    failure: { orchestrator: "file", pipeline: "", task: null },
  });
  const { category, confidence, signature } = found;
  const isRight = category === message.category;
  return {
    ...message,
    predicted: category,
    confidence,
    signature,
    isRight,
    isAccepted: isRight || message.alternatives.includes(category),
  };
}

function isMisleading({ isAccepted, confidence }: Judged): boolean {
  return !isAccepted && confidence >= CONFIDENT;
}
