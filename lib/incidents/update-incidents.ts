import { loadStates } from "@/lib/incidents/load-states";
import { loadUpdateFacts } from "@/lib/incidents/load-update-facts";
import type { IncidentState } from "@/lib/incidents/lifecycle";
import { mergeInto } from "@/lib/incidents/merge-into";
import { openState } from "@/lib/incidents/merge-incident";
import { planUpdate } from "@/lib/incidents/plan-update";
import { recordPlanned } from "@/lib/incidents/record-planned";
import { saveChanges } from "@/lib/incidents/save-changes";
import type { BulkResults, BulkUpdate, UpdateIncident } from "@/lib/incidents/schemas";
import { withoutSecrets } from "@/lib/incidents/update-incident";
import { getIncidentRef } from "@/lib/incidents/data";
import { withIncidentsLocked } from "@/lib/incidents/with-incidents-locked";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { AppError, invalidField } from "@/lib/platform/errors";

type Outcome = BulkResults["results"][number];

/**
 * Does the same to many incidents at once, in a few statements. Each has its own outcome: one that cannot change does
 * not keep the others from changing.
 * @throws AppError NOT_FOUND or CONFLICT if the incident to merge into cannot take them.
 */
export async function updateIncidents(ctx: Context, input: BulkUpdate): Promise<BulkResults> {
  authorize(ctx, "incident.update");
  const names = [...new Set(input.ids)];
  if (input.action === "merge") {
    authorize(ctx, "incident.merge");
    const into = await getIncidentRef(ctx, input.into);
    return withIncidentsLocked(ctx, async (tx) => {
      const found = await loadNamed(ctx, tx, [...names, into.id]);
      return mergeAll(ctx, tx, { names, found, target: openState([...found.values()], into) });
    });
  }
  const update = withoutSecrets(toUpdate(input));
  return withIncidentsLocked(ctx, async (tx) => {
    const found = await loadNamed(ctx, tx, names);
    const states = [...new Set(found.values())];
    const facts = await loadUpdateFacts(ctx, tx, states, update);
    const planned = new Map(
      states.map((state) => [state.id, { state, outcome: attempt(() => planUpdate(state, update, facts)) }]),
    );
    const changes = [...planned.values()].flatMap(({ state, outcome }) =>
      outcome.ok ? [{ state, plan: outcome.value }] : [],
    );
    await saveChanges(
      ctx,
      tx,
      changes.map(({ state, plan }) => ({ state, next: plan.next })),
    );
    const changeIds = await recordPlanned(
      ctx,
      tx,
      changes.map(({ plan }) => plan),
    );
    const results = names.map((name): Outcome => {
      const id = found.get(name)?.id;
      const outcome = id === undefined ? undefined : planned.get(id)?.outcome;
      if (id === undefined || !outcome) return refusal(name, notFound(name));
      return outcome.ok
        ? { id: name, ok: true, changeIds: changeIds.get(id) ?? [] }
        : refusal(name, outcome.error);
    });
    return { results };
  });
}

/** The update of one incident that a bulk action stands for. @throws AppError INVALID if it says nothing. */
function toUpdate(input: Exclude<BulkUpdate, { action: "merge" }>): UpdateIncident {
  switch (input.action) {
    case "acknowledge":
      return { status: "acknowledged", reason: input.reason };
    case "resolve":
      return { status: "resolved", reason: input.reason, resolution: input.resolution };
    case "assign": {
      const { assigneeId, ownerTeamId } = input;
      if (assigneeId === undefined && ownerTeamId === undefined)
        throw invalidField("assigneeId", "must be given, or ownerTeamId");
      return { assigneeId, ownerTeamId };
    }
    case "snooze": {
      const { snoozedUntil, wakeAfterFailures } = input;
      if (snoozedUntil === undefined && wakeAfterFailures === undefined)
        throw invalidField("snoozedUntil", "must be given, or wakeAfterFailures");
      return { snoozedUntil, wakeAfterFailures };
    }
  }
}

/** The incidents by the id or number that was given. */
async function loadNamed(
  ctx: Context,
  tx: Prisma.TransactionClient,
  names: readonly string[],
): Promise<Map<string, IncidentState>> {
  const numbers = names.filter((name) => /^\d{1,9}$/.test(name)).map(Number);
  const states = await loadStates(ctx, tx, { ids: names, numbers });
  const byName = new Map<string, IncidentState>();
  for (const state of states) byName.set(state.id, state).set(String(state.number), state);
  return byName;
}

async function mergeAll(
  ctx: Context,
  tx: Prisma.TransactionClient,
  {
    names,
    found,
    target,
  }: {
    names: readonly string[];
    found: ReadonlyMap<string, IncidentState>;
    target: IncidentState;
  },
): Promise<BulkResults> {
  const outcomes = names.map((name) => {
    const state = found.get(name);
    return { name, outcome: attempt(() => mergeable(name, state, target)) };
  });
  const sources = outcomes.flatMap(({ outcome }) => (outcome.ok ? [outcome.value] : []));
  const unique = [...new Map(sources.map((source) => [source.id, source])).values()];
  const entries = unique.length === 0 ? new Map<string, string>() : await mergeInto(ctx, tx, unique, target);
  const results = outcomes.map(({ name, outcome }): Outcome => {
    if (!outcome.ok) return refusal(name, outcome.error);
    const changeId = entries.get(outcome.value.id);
    return { id: name, ok: true, changeIds: changeId === undefined ? [] : [changeId] };
  });
  return { results };
}

function mergeable(name: string, state: IncidentState | undefined, target: IncidentState): IncidentState {
  if (!state) throw notFound(name);
  if (state.id === target.id) throw invalidField("into", "must be another incident");
  return openState([state], state);
}

type Attempt<T> = { ok: true; value: T } | { ok: false; error: AppError };

/** The result of a decision about one of many. @throws anything but an AppError. */
function attempt<T>(decide: () => T): Attempt<T> {
  try {
    return { ok: true, value: decide() };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ok: false, error };
  }
}

const notFound = (name: string) => new AppError("NOT_FOUND", `There is no incident ${name.slice(0, 60)}.`);

function refusal(id: string, { code, message }: AppError): Outcome {
  return { id, ok: false, error: { code: code.toLowerCase(), message } };
}
