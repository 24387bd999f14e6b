import { createTwoFilesPatch } from "diff";
import { differentParameters } from "@/lib/evidence/deployments/different-parameters";
import { namedChange } from "@/lib/evidence/deployments/named-change";
import type { DeployChange } from "@/lib/evidence/deployments/schemas";
import { orNotFound, requireDag, requireTask } from "@/lib/evidence/orchestrators/names";
import { findGoodInstance, type GoodInstance } from "@/lib/evidence/orchestrators/airflow-tries";
import type { DeploymentReading } from "@/lib/evidence/orchestrators/reader";
import type { IncidentContext } from "@/lib/incidents/incident-context";
import { AppError } from "@/lib/platform/errors";
import type { AirflowClient } from "@/lib/vendors/airflow/client";
import type { TaskInstance } from "@/lib/vendors/airflow/schemas";

const MAX_SOURCE_CHARS = 400_000;
const MAX_DIFF_CHARS = 20_000;

/** What changed in Airflow between the last good run of the task and the failed one. */
export async function readAirflowDeployment(
  client: AirflowClient,
  incident: IncidentContext,
  since: Date,
): Promise<DeploymentReading> {
  const dag = requireDag(incident);
  const { task, run } = requireTask(incident);
  const [good, instance, dagRun] = await Promise.all([
    findGoodInstance(client, incident),
    client.taskInstance(dag, run, task, incident.mapIndex),
    client.dagRun(dag, run).catch(orNotFound(null)),
  ]);
  const after = good?.instance.endedAt ? new Date(good.instance.endedAt) : since;
  const before = instance.endedAt ? new Date(instance.endedAt) : incident.lastSeenAt;
  const [events, versions, packages, definitionDiff] = await Promise.all([
    client.listChanges({ after, before }).catch(orDenied([])),
    client.dagVersions(dag).catch(orDenied([])),
    readPackages(client),
    good === null ? null : diffDefinitions(client, dag, [good.instance.dagVersion, instance.dagVersion]),
  ]);
  const deployed = versions.filter(
    ({ createdAt }) =>
      createdAt !== null && createdAt >= after.toISOString() && createdAt <= before.toISOString(),
  );
  return {
    goodRun: good && { runId: good.run.runId, endedAt: good.instance.endedAt },
    changes: [
      ...(good === null ? [] : versionChanges(good, instance, deployed.at(-1)?.createdAt ?? null)),
      ...(good === null ? [] : differentParameters(good.run.conf, dagRun?.conf ?? {})),
      ...events.flatMap((event) => namedChange(event) ?? []),
      ...(good === null ? [] : hostChange(good, instance)),
      // Without a good run, all that is known is when the code changed.
      ...(good === null
        ? deployed.map(({ versionNumber, createdAt }) => newVersion(versionNumber, createdAt))
        : []),
    ],
    packages,
    definitionDiff,
  };
}

function versionChanges(
  { instance: good }: GoodInstance,
  failed: TaskInstance,
  at: string | null,
): DeployChange[] {
  const changes: DeployChange[] = [];
  const add = (kind: "code" | "version", name: string, before: string | null, after: string | null) => {
    if (before !== after && after !== null) changes.push({ kind, name, before, after, by: null, at });
  };
  add("version", "DAG version", textOf(good.dagVersion), textOf(failed.dagVersion));
  add("code", "commit", good.bundleVersion, failed.bundleVersion);
  return changes;
}

function newVersion(versionNumber: number | null, at: string | null): DeployChange {
  return { kind: "version", name: "DAG version", before: null, after: textOf(versionNumber), by: null, at };
}

function textOf(value: number | null): string | null {
  return value === null ? null : String(value);
}

/** Workers differ from run to run, so this is a hint at most; Kubernetes pods are named anew every time. */
function hostChange({ instance: good }: GoodInstance, failed: TaskInstance): DeployChange[] {
  const [before, after] = [good.hostname || null, failed.hostname || null];
  const isPod = (name: string) => /-[a-z0-9]{5,10}$/.test(name);
  if (before === null || after === null || before === after || isPod(after)) return [];
  return [{ kind: "host", name: "worker", before, after, by: null, at: null }];
}

/** A missing right for one part leaves the others. */
function orDenied<T>(instead: T): (error: unknown) => T {
  return (error) => {
    const codes: readonly string[] = ["FORBIDDEN", "NOT_FOUND", "INVALID"];
    if (error instanceof AppError && codes.includes(error.code)) return instead;
    throw error;
  };
}

async function readPackages(client: AirflowClient): Promise<Record<string, string> | null> {
  const providers = await client.providers().catch(orDenied([]));
  if (providers.length === 0) return null;
  const { version } = await client.version();
  return {
    "apache-airflow": version,
    ...Object.fromEntries(providers.map(({ name, version: installed }) => [name, installed])),
  };
}

/** Null if a version is not known, they are equal, or Airflow no longer has them. */
async function diffDefinitions(
  client: AirflowClient,
  dag: string,
  [before, after]: [number | null, number | null],
): Promise<string | null> {
  if (before === null || after === null || before === after) return null;
  const sources = await Promise.all(
    [before, after].map((version) => client.dagSource(dag, version).catch(orDenied(null))),
  );
  const [old, now] = sources;
  if (!old || !now || old.content === now.content) return null;
  if (old.content.length + now.content.length > MAX_SOURCE_CHARS) return null;
  const names = [`version ${before}`, `version ${after}`] as const;
  return createTwoFilesPatch(...names, old.content, now.content, undefined, undefined, { context: 3 }).slice(
    0,
    MAX_DIFF_CHARS,
  );
}
