import { registration } from "@/inngest/register-functions";
import { embeddedRunner } from "@/inngest/start";
import { keyCheck } from "@/lib/platform/crypto";
import { databaseTrouble } from "@/lib/platform/db/database-trouble";
import { pool } from "@/lib/platform/db/pool";
import { workflowEngine } from "@/lib/platform/env";
import { messageOf } from "@/lib/platform/errors";
import { findOutboxTrouble } from "@/lib/workflows/outbox-trouble";
import { findKeyCheck, isCheckOfOurKey, shortKey } from "@/lib/workspaces/check-encryption-key";

export interface Check {
  /** `degraded`: requests are served, but something in the background does not work. */
  status: "ok" | "degraded" | "failed";
  message?: string;
}

export interface Readiness {
  status: Check["status"];
  checks: Record<"database" | "migrations" | "encryption" | "workflows" | "outbox", Check>;
}

const DEADLINE_MS = 3_000;
/** A healthy runner polls its queue at least this often. */
const STALLED_AFTER_MS = 30_000;

/** Checks everything a request needs, each with its own deadline. Never throws. */
export async function checkReadiness(): Promise<Readiness> {
  const [database, migrations, encryption, workflows, outbox] = await Promise.all([
    check(async () => {
      await pool().query("SELECT 1");
    }),
    check(checkMigrations),
    check(checkEncryption),
    check(checkWorkflows),
    check(checkOutbox),
  ]);
  const checks = { database, migrations, encryption, workflows, outbox };
  const statuses = new Set(Object.values(checks).map(({ status }) => status));
  const status = (["failed", "degraded"] as const).find((worst) => statuses.has(worst)) ?? "ok";
  return { status, checks };
}

async function check(run: () => Promise<string | Check | void>): Promise<Check> {
  try {
    const late = new Promise<never>((_resolve, reject) => {
      setTimeout(() => reject(new Error(`no response within ${DEADLINE_MS / 1000} s`)), DEADLINE_MS).unref();
    });
    const message = await Promise.race([run(), late]);
    if (typeof message === "object") return message;
    return message ? { status: "ok", message } : { status: "ok" };
  } catch (error) {
    return { status: "failed", message: databaseTrouble(error)?.message ?? messageOf(error) };
  }
}

async function checkMigrations(): Promise<void> {
  const { rows } = await pool().query<{ pending: number }>(
    "SELECT count(*)::int AS pending FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL",
  );
  const pending = rows[0]?.pending ?? 0;
  if (pending > 0) throw new Error(`${pending} migration(s) did not finish`);
}

async function checkEncryption(): Promise<void> {
  const expected = await findKeyCheck(pool());
  if (expected === null || isCheckOfOurKey(expected)) return;
  throw new Error(
    `the database was set up with the encryption key ${shortKey(expected)}…, but this process has ${shortKey(keyCheck(expected))}…`,
  );
}

async function checkWorkflows(): Promise<string | Check> {
  if (workflowEngine() !== "embedded") {
    const { isDone, error } = registration();
    if (isDone) return "run by the configured Inngest server";
    const message = `Not registered with the configured Inngest server yet${error === null ? "." : `: ${error}`}`;
    return { status: "degraded", message };
  }
  const runner = embeddedRunner();
  if (!runner) throw new Error("the embedded runner is not running");
  const { silentMs, queued, running } = await runner.status();
  if (silentMs > STALLED_AFTER_MS)
    throw new Error(`the runner has been silent for ${Math.round(silentMs / 1000)} s`);
  return `embedded, ${running} running, ${queued} queued`;
}

async function checkOutbox(): Promise<Check> {
  const trouble = await findOutboxTrouble(pool());
  if (trouble === null) return { status: "ok" };
  const { parked, failing, error } = trouble;
  const message = `${parked} events could not be sent and were parked, ${failing} are being retried: ${error}`;
  return { status: "degraded", message };
}
