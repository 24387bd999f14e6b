import { chooseLeading, type Candidate, type OwnDiagnosis } from "@/lib/knowledge/patterns/choose-leading";
import { shownName } from "@/lib/knowledge/patterns/compose-pattern";
import { findMatchedFailure, listMatchable, type MatchableRow } from "@/lib/knowledge/patterns/match-data";
import { matchPatterns } from "@/lib/knowledge/patterns/match-patterns";
import { patternWeight } from "@/lib/knowledge/patterns/pattern-weight";
import { recheckPattern } from "@/lib/knowledge/patterns/recheck-pattern";
import type { MatchRole, PatternCitation } from "@/lib/knowledge/patterns/schemas";
import type { SeenEvidence } from "@/lib/knowledge/patterns/seen-evidence";
import type { Context } from "@/lib/platform/context";

/** A pattern that an incident matches, with what looking for its evidence has shown. */
export interface ConsideredPattern extends Candidate {
  /** With the values of this incident. */
  name: string;
  /** Incidents that its cause was confirmed for. */
  incidentIds: string[];
  /** Who confirmed it last. */
  confirmedBy: string;
  role: MatchRole;
  /** One sentence. */
  reason: string;
  citations: PatternCitation[];
}

const MAX_MATCHES = 8;

/**
 * The patterns that an incident matches, each rechecked against its evidence, and the one whose cause may lead its diagnosis.
 * `own` is the diagnosis that the evidence gives without them. Reads only.
 */
export async function considerPatterns(
  ctx: Context,
  input: {
    incidentId: string;
    own: OwnDiagnosis & { signature: string | null };
    evidence: readonly SeenEvidence[];
  },
): Promise<{ leading: ConsideredPattern | null; matches: ConsideredPattern[] }> {
  const { own, evidence } = input;
  const failure = await findMatchedFailure(ctx, input.incidentId, own);
  if (failure === null) return { leading: null, matches: [] };
  const patterns = await listMatchable(ctx, input.incidentId, failure);
  const candidates = matchPatterns(failure, patterns)
    .slice(0, MAX_MATCHES)
    .map(({ pattern, rung }) => ({
      ...pattern,
      rung,
      confirmations: pattern.incidentIds.length,
      weight: patternWeight(pattern.history, ctx.now()),
      recheck: recheckPattern(pattern, evidence, failure.line),
    }));
  const { leading, matches } = chooseLeading(own, candidates);
  const considered = matches.map(({ candidate, role, reason }) => toConsidered(candidate, role, reason));
  return { leading: considered.find(({ id }) => id === leading?.id) ?? null, matches: considered };
}

function toConsidered(
  candidate: Candidate & MatchableRow,
  role: MatchRole,
  reason: string,
): ConsideredPattern {
  const { id, category, rung, confirmations, weight, recheck, incidentIds, confirmedBy } = candidate;
  const { citations, slots } = recheck;
  const name = shownName(candidate, slots);
  return {
    id,
    name,
    category,
    rung,
    confirmations,
    weight,
    recheck,
    incidentIds,
    confirmedBy,
    role,
    reason,
    citations,
  };
}
