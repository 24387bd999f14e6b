import { failureIdentity, type FailureIdentity } from "@/lib/intake/identity";
import type { FailureReport, FieldIssue, SourceKind } from "@/lib/intake/schemas";
import type { Refused } from "@/lib/intake/parse-body";
import { SOURCES } from "@/lib/intake/sources/registry";

/** What a body says, or why it was not understood. */
export type Meaning = { ok: true; report: FailureReport; identity: FailureIdentity } | Refused;

/** What a cleaned, redacted body means for a source of this kind, and which failure it is. Never throws. */
export function understandBody(
  source: { id: string; kind: SourceKind },
  value: unknown,
  headers: Record<string, string>,
): Meaning {
  const adapter = SOURCES[source.kind];
  if (!adapter)
    return refuse([{ path: "", message: `webhooks of ${source.kind} are stored but not understood yet` }]);
  const normalised = adapter.normalise(value, headers);
  if (!normalised.ok) return refuse(normalised.issues);
  return { ok: true, report: normalised.report, identity: failureIdentity(source.id, normalised.report) };
}

function refuse(issues: FieldIssue[]): Refused {
  const first = issues[0];
  const where = first?.path ? `${first.path}: ` : "";
  return { ok: false, reason: `${where}${first?.message ?? "the body is not understood"}`, issues };
}
