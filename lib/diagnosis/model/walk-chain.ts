import { checkCitations } from "@/lib/diagnosis/model/check-citations";
import type { ModelDiagnosis } from "@/lib/diagnosis/model/answers";
import { cleanModelText, toClaim } from "@/lib/diagnosis/model/clean-text";
import type { EvidencePiece } from "@/lib/diagnosis/engine/diagnosis-input";
import type { ChainEdge } from "@/lib/diagnosis/schemas";

const MAX_EDGES = 8;

/**
 * Walks the chain from the failing asset to the cause. An edge is a fact if it cites the system of record, a claim if it
 * cites only what someone reported, and unproven if its citations do not hold, if it does not begin where the one before
 * ended, or if the walk does not begin at the failing asset. Pure.
 * @param assets names of what failed: the task, the pipeline, or another subject
 */
export function walkChain(
  edges: ModelDiagnosis["chain"],
  names: Readonly<Record<string, string>>,
  evidence: readonly EvidencePiece[],
  assets: readonly string[],
): ChainEdge[] {
  const isFact = new Map(evidence.map(({ id, provenance = "fact" }) => [id, provenance === "fact"]));
  let at: string | null = null;
  let isConnected = true;
  return edges.slice(0, MAX_EDGES).map((edge): ChainEdge => {
    const follows = at === null ? namesAsset(edge.from, assets) : isSame(edge.from, at);
    isConnected &&= follows;
    at = edge.to;
    const citations = checkCitations([toClaim(edge, names)], evidence).kept[0]?.citations ?? [];
    const cited = citations.some(({ evidenceId }) => isFact.get(evidenceId) === true) ? "fact" : "claim";
    return {
      from: cleanModelText(edge.from, 200),
      to: cleanModelText(edge.to, 200),
      text: cleanModelText(edge.text, 500),
      basis: isConnected && citations.length > 0 ? cited : "unproven",
      citations,
    };
  });
}

function namesAsset(from: string, assets: readonly string[]): boolean {
  const text = fold(from);
  return assets.some((asset) => asset !== "" && text.includes(fold(asset)));
}

/** The same words, or one with more detail than the other. */
function isSame(from: string, to: string): boolean {
  const [a, b] = [fold(from), fold(to)];
  return a !== "" && b !== "" && (a.includes(b) || b.includes(a));
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll(/\s+/g, " ").trim();
}
