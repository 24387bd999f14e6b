import type { DeployChange } from "@/lib/evidence/deployments/schemas";

/** An entry of an orchestrator's audit log. */
interface AuditEntry {
  event: string;
  dagId: string | null;
  who: string | null;
  at: string | null;
  extra: string | null;
}

/** `patch_connection`, `bulk_variables` (Airflow 3), `connection.edit`, `variables.create`, `api.patch_pool` (Airflow 2). */
const EVENT =
  /^(?:api\.)?(?:(post|patch|put|delete|bulk)_(connection|variable|pool)s?|(connection|variable|pool)s?\.(\w{1,30}))$/i;
/** The name of what was changed, in JSON or in the repr of Python pairs. Its other fields may be secrets. */
const NAME =
  /["'](?:connection_id|conn_id|variable_key|key|pool_name|name)["']\s{0,4}[:,]\s{0,4}["']([^"'\n]{1,200})["']/;
const KINDS = { connection: "connection", variable: "variable", pool: "setting" } as const;

/**
 * The change to a connection, variable or pool that an audit entry reports: what and who, never a value. Null for other
 * entries. Pure.
 */
export function namedChange({ event, who, at, extra }: AuditEntry): DeployChange | null {
  const hit = EVENT.exec(event);
  const noun = (hit?.[2] ?? hit?.[3])?.toLowerCase();
  if (noun !== "connection" && noun !== "variable" && noun !== "pool") return null;
  const name = NAME.exec(extra?.slice(0, 4_000) ?? "")?.[1] ?? "(not named)";
  const verb = (hit?.[1] ?? hit?.[4] ?? "").toLowerCase();
  const isGone = verb.startsWith("delet");
  return {
    kind: KINDS[noun],
    name: noun === "pool" ? `pool ${name}` : name,
    before: null,
    after: isGone ? "deleted" : null,
    by: who,
    at,
  };
}
