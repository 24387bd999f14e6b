import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { arrangeIncident } from "@/e2e/database/arrange";
import { testDatabase, type TestDatabase } from "@/e2e/database/test-database";
import type { Repository } from "@/lib/code/schemas";
import { diagnoseIncident } from "@/lib/diagnosis/diagnose-incident";
import { collectEvidence } from "@/lib/evidence/collect-evidence";
import { failureReport } from "@/lib/failures/testing/report";
import { getFix } from "@/lib/fixes/data";
import { checkPatch } from "@/lib/fixes/patches/check-patch";
import { makePatch } from "@/lib/fixes/patches/unified-diff";
import { proposeFixes } from "@/lib/fixes/proposals/propose-fixes";
import { loadFixMaterial } from "@/lib/fixes/proposals/fix-material";
import { saveFix, type FixDraft } from "@/lib/fixes/save-fix";
import { BlastRadius } from "@/lib/fixes/schemas";
import { chooseTemplates } from "@/lib/fixes/templates/choose-templates";
import {
  commitFix,
  createFixBranch,
  openDraft,
  prepareFix,
} from "@/lib/fixes/pull-requests/open-pull-request";
import { recordPullRequest } from "@/lib/fixes/pull-requests/record-pull-request";
import { requestPullRequest } from "@/lib/fixes/pull-requests/request-pull-request";
import type { Context } from "@/lib/platform/context";
import {
  createTemporaryRepository,
  type TemporaryRepository,
} from "@/lib/vendors/git/testing/temporary-repository";

/** A DAG file whose task fails on rows without `customer_id`. */
export const ORDERS_DAG = `def transform(rows):
    total = 0
    for row in rows:
        total += row["customer_id"]
    return total
`;

/** The failure of `ORDERS_DAG`, with its file and line. */
export const MISSING_KEY_FAILURE = missingKeyIn("transform");

/** The same without the name of a function, so that its fixes are checked but not run, which takes seconds. */
export const UNNAMED_FAILURE = missingKeyIn("<lambda>");

function missingKeyIn(name: string) {
  const traceback = `Traceback (most recent call last):\n  File "/opt/airflow/dags/orders.py", line 4, in ${name}\n    total += row["customer_id"]\nKeyError: 'customer_id'\n`;
  return failureReport({
    exception: { type: "builtins.KeyError", message: "'customer_id'", traceback },
    refs: { fileloc: "/opt/airflow/dags/orders.py" },
  });
}

/** A test database and temporary repositories for the calling test file. */
export function useFixes() {
  let database: TestDatabase | undefined;
  const repositories: TemporaryRepository[] = [];
  const db = () => {
    if (!database) throw new Error("The test database is not started yet.");
    return database;
  };

  beforeAll(async () => {
    database = await testDatabase();
  });
  afterEach(() => {
    for (const repository of repositories.splice(0)) repository.remove();
  });
  afterAll(() => database?.close());

  /** An incident with evidence and the built-in diagnosis. */
  async function analyze(repository: Repository | undefined, report = MISSING_KEY_FAILURE) {
    const arranged = await arrangeIncident(db(), report, { repository, dagsFolder: "dags" });
    const input = { incidentId: arranged.incidentId, workflowId: arranged.workflowId || "w1" };
    await collectEvidence(arranged.ctx, input);
    await diagnoseIncident(arranged.ctx, input);
    return { ctx: arranged.ctx, ...input };
  }

  return {
    get db() {
      return db();
    },
    /** A git repository that is removed after the test. */
    localRepository(files: Record<string, string> = { "dags/orders.py": ORDERS_DAG }): TemporaryRepository {
      const repository = createTemporaryRepository(files);
      repositories.push(repository);
      return repository;
    },
    analyze,
    /** An analyzed incident with the built-in fix that the product proposes, which is run before it is shown. */
    async proposeRun(repository: Repository | undefined, report = MISSING_KEY_FAILURE) {
      const incident = await analyze(repository, report);
      const { fixIds } = await proposeFixes(incident.ctx, { ...incident, engine: "builtin" });
      const [fixId = ""] = fixIds;
      return { ...incident, fixId, fix: await getFix(incident.ctx, fixId) };
    },
    /** An analyzed incident with its built-in fix, which was checked but not run, because that takes seconds. */
    async propose(repository: Repository | undefined, report = MISSING_KEY_FAILURE) {
      const incident = await analyze(repository, report);
      const fixId = await saveCheckedFix(incident);
      return { ...incident, fixId, fix: await getFix(incident.ctx, fixId) };
    },
  };
}

/** Saves the change of the first template that applies, as `proposeFixes` does, without running it. @returns its id */
export async function saveCheckedFix(incident: { ctx: Context; incidentId: string; workflowId: string }) {
  const { ctx, incidentId, workflowId } = incident;
  const material = await loadFixMaterial(ctx, incidentId);
  const { code, diagnosis } = material;
  if (!code) throw new Error("no code");
  for (const { template, params } of chooseTemplates(material)) {
    const fix = await template.draft({ material, code, params });
    if (!fix) continue;
    const patch = makePatch(fix.edits);
    const { sha: baseCommit } = code.head;
    const { verification, files } = await checkPatch({ patch, baseCommit, readFile: code.read });
    const draft: FixDraft = {
      kind: template.kind,
      engine: "builtin",
      title: fix.title,
      rationale: fix.rationale,
      patch,
      files,
      baseCommit,
      risk: { level: fix.level, reasons: fix.cautions },
      blastRadius: BlastRadius.parse({ files: 1, tasks: [], pipelines: [], text: "1 file" }),
      verification,
    };
    return saveFix(ctx, { incidentId, workflowId, diagnosisId: diagnosis.id, draft });
  }
  throw new Error("no template applies");
}

/** Requests a pull request. @returns the workflow's id */
export async function requestOpening(ctx: Context, fixId: string): Promise<string> {
  const answer = await requestPullRequest(ctx, fixId);
  expect(answer.status).toBe(202);
  return answer.value.workflowId ?? "";
}

/** Opens the pull request in the workflow's steps. */
export async function openPullRequest(ctx: Context, fixId: string, workflowId: string) {
  const prepared = await prepareFix(ctx, { fixId, workflowId });
  await createFixBranch(ctx, { fixId, workflowId, prepared });
  await commitFix(ctx, { fixId, workflowId, prepared });
  const pullRequest = await openDraft(ctx, { fixId, workflowId, prepared });
  await recordPullRequest(ctx, { fixId, workflowId, pullRequest });
  return getFix(ctx, fixId);
}
