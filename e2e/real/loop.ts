import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { ScriptedCase } from "@/e2e/loop/scripted-claude";
import { connectApi, prepareAirflow, startAirflow, type AirflowServer } from "@/e2e/real/airflow-server";
import { waitForIncident } from "@/e2e/real/incidents";
import { PATIENCE_MS, cleanEnv, runToEnd, waitFor } from "@/e2e/real/processes";
import { Incident, type Product, type Source } from "@/e2e/real/product";
import { describeIncident, type Row } from "@/e2e/real/rows";
import { readSetup, saveSnippet } from "@/e2e/real/snippets";
import type { Stage } from "@/e2e/real/stage";

const SYSTEM = "The whole loop, Airflow 3.3.2";
const DAG = "customer_totals";
const TASK = "total";
const FILE = "customer_totals.py";
const WORKS = 'customer = order["client_id"]';
const FAILS = 'customer = order["customer_id"]';
/** Reports arrive at once, readings and judgements every minute or two. */
const SOON_MS = 300_000;

/** What the scripted model says about the failure. */
export const LOOP_CASE: ScriptedCase = {
  about: "customer_id",
  rootCause: "total_orders reads customer_id, but the orders have client_id",
  category: "code_bug",
  from: TASK,
  to: "orders with client_id",
  claims: [
    { text: "The task failed on a key that the order lacks", quote: "KeyError: 'customer_id'" },
    { text: "A commit renamed the key that is read", quote: FAILS },
  ],
  actions: ["Read client_id in total_orders"],
  change: {
    title: "Read client_id in total_orders",
    rationale: "The orders have client_id, so total_orders has to read that.",
    path: FILE,
    search: FAILS,
    replace: WORKS,
  },
};

const Fix = z.object({
  id: z.string(),
  title: z.string(),
  engine: z.string(),
  patch: z.string(),
  status: z.string(),
  branch: z.string().nullable(),
  outcome: z.string().nullable(),
  outcomeReason: z.string().nullable(),
  rationale: z.string(),
  verification: z.object({ status: z.string() }),
});
type Fix = z.infer<typeof Fix>;

const items = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });
const Known = Incident.extend({
  resolution: z.string().nullable(),
  diagnosis: z
    .object({
      engine: z.string(),
      rootCause: z.string().nullable(),
      costUsd: z.number().nullable(),
      route: z.object({ way: z.string() }).nullable(),
    })
    .nullable(),
});
const Rerun = z.object({ state: z.string(), run: z.string().nullable(), error: z.string().nullable() });
const Pattern = z.object({
  name: z.string(),
  timesSeen: z.number(),
  fixSuccess: z.object({ worked: z.number(), tried: z.number() }).nullable(),
});

/**
 * A DAG fails in a real Airflow whose DAGs folder is a git repository. The desk diagnoses it with a scripted model, its branch is
 * merged, and its rerun succeeds in Airflow. When the same failure recurs, the learned pattern explains and repairs it without the
 * model.
 */
export async function checkLoop({ product, folder, surroundings, claude }: Stage): Promise<Row[]> {
  if (claude === null) throw new Error("the product has no scripted model");
  const source = product.firstSource("airflow");
  const home = await prepareAirflow({
    environment: "airflow3",
    folder: path.join(folder, "airflow"),
    examples: ["dags_loop"],
    surroundings,
  });
  const setup = await readSetup(product, source);
  await saveSnippet(setup, "callback", home.dagsFolder, "pipeline_debugger_callback.py");
  Object.assign(home.env, setup.environment("environment"));
  const repository = await initRepository(home.dagsFolder);
  await repository.save(WORKS, FAILS, "Rename client_id to customer_id");
  const airflow = await startAirflow(home);
  try {
    await airflow.parsed([DAG]);
    // As an admin, because a viewer may not clear tasks.
    await connectApi(product, source, home, { user: "admin", repositoryPath: home.dagsFolder });
    const scene = { product, source, airflow, repository, claude };
    const { rows, incident, fix } = await repairFirst(scene);
    return [...rows, ...(await failAgain(scene, incident, fix))];
  } finally {
    await airflow.stop();
  }
}

interface Repository {
  git(...args: string[]): Promise<string>;
  /** Replaces a text in the DAG's file and commits that. */
  save(before: string, after: string, message: string): Promise<void>;
}

interface Scene {
  product: Product;
  source: Source;
  airflow: AirflowServer;
  repository: Repository;
  claude: NonNullable<Stage["claude"]>;
}

async function initRepository(folder: string): Promise<Repository> {
  const person = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
  const git = (...args: string[]) =>
    runToEnd("git", ["-C", folder, ...person, ...args], { cwd: folder, env: cleanEnv({}) });
  await git("init", "-q", "-b", "main");
  await git("add", ".");
  await git("commit", "-q", "-m", "Total the orders of each customer");
  return {
    git,
    save: async (before, after, message) => {
      const file = path.join(folder, FILE);
      const text = await readFile(file, "utf8");
      if (!text.includes(before)) throw new Error(`${FILE} does not contain ${before}`);
      await writeFile(file, text.replace(before, after));
      await git("commit", "-q", "-a", "-m", message);
    },
  };
}

/** From the failure to the fix that worked. */
async function repairFirst(scene: Scene): Promise<{ rows: Row[]; incident: Incident; fix: Fix }> {
  const { product, airflow, repository } = scene;
  const { incident, run } = await failOnce(scene, []);
  const known = await product.call(Known, `/incidents/${incident.id}`);
  // Claude is not paid for a change beside a built-in one that was verified.
  const fix = (await listFixes(product, incident.id)).find(({ patch }) => patch !== "");
  if (!fix) throw new Error(`no change was proposed for ${describeIncident(incident)}`);
  const diagnosed = row(
    "fails, is diagnosed",
    `${describeIncident(incident)}: ${known.diagnosis?.rootCause}`,
    [
      [known.diagnosis?.engine === "claude", `it was diagnosed by ${known.diagnosis?.engine}`],
      [known.diagnosis?.rootCause === LOOP_CASE.rootCause, "it is not Claude's cause"],
      [(known.diagnosis?.costUsd ?? 0) > 0, `it cost ${known.diagnosis?.costUsd}`],
      [fix.verification.status === "verified", `its fix is ${fix.verification.status}`],
    ],
  );

  await product.call(z.unknown(), `/fixes/${fix.id}/pull-request`, "POST", {});
  const { branch } = await waitForFix(product, fix.id, "to have a branch", ({ status }) => status === "open");
  await repository.git("merge", "--no-ff", "-q", "-m", "Merge the fix", branch ?? "no branch");
  await waitForFix(product, fix.id, "to be merged", ({ status }) => status === "merged");
  await deployed(airflow, LOOP_CASE.change.replace);
  const rerun = await product.call(Rerun, `/fixes/${fix.id}/rerun`, "POST", {});
  const end = await airflow.end(DAG, run);
  const { tryNumber, state } = await airflow.admin.taskInstance(DAG, run, TASK);
  const rerunRow = row("merged, run again", `${branch}; ${TASK}, try ${tryNumber}: ${state}`, [
    [rerun.state === "started" && rerun.run === run, `rerun ${rerun.state}: ${rerun.error ?? rerun.run}`],
    [end === "success" && state === "success", `the run ended as ${end}`],
    [tryNumber === 2, `the task was tried ${tryNumber} times`],
  ]);

  const judged = await waitForFix(product, fix.id, "to be judged", ({ outcome }) => outcome !== null);
  const resolved = await product.call(Known, `/incidents/${incident.id}`);
  const worked = row("works, is resolved", judged.outcomeReason ?? "", [
    [judged.outcome === "worked", `the outcome is ${judged.outcome}`],
    [resolved.status === "resolved", `the incident is ${resolved.status}`],
    [resolved.resolution === "fixed", `the incident was resolved as ${resolved.resolution}`],
  ]);
  return { rows: [diagnosed, rerunRow, worked], incident, fix: judged };
}

/** Checks the learned pattern, and that it recognizes the same failure when it recurs. */
async function failAgain(scene: Scene, first: Incident, fix: Fix): Promise<Row[]> {
  const { product, airflow, repository, claude } = scene;
  const pattern = await waitFor("the pattern", SOON_MS, async () => {
    const { items: found } = await product.call(items(Pattern), "/patterns");
    return found[0] ?? null;
  });
  const { worked, tried } = pattern.fixSuccess ?? { worked: 0, tried: 0 };
  const learned = row("is learned", `${pattern.name}, fix worked ${worked} of ${tried}`, [
    [worked === 1 && tried === 1, "its fix is not known to have worked"],
  ]);
  await repository.git("revert", "--no-edit", "-m", "1", "HEAD");
  await deployed(airflow, FAILS);
  const before = claude.requests();
  const { incident } = await failOnce(scene, [first.id]);
  const known = await product.call(Known, `/incidents/${incident.id}`);
  const calls = (await product.call(items(z.unknown()), `/incidents/${incident.id}/model-calls`)).items
    .length;
  const again = (await listFixes(product, incident.id)).find(({ rationale }) =>
    rationale.includes("is known for"),
  );
  const way = known.diagnosis?.route?.way;
  const found = `${describeIncident(incident)}: ${way} cause, ${calls} calls; ${again?.rationale.split("\n")[0]}`;
  return [
    learned,
    row("fails again, is known", found, [
      [way === "known", `it went the way ${way}`],
      [known.diagnosis?.rootCause === LOOP_CASE.rootCause, `the cause is ${known.diagnosis?.rootCause}`],
      [!known.diagnosis?.costUsd, `it cost ${known.diagnosis?.costUsd}`],
      [calls === 0 && claude.requests() === before, `${claude.requests() - before} requests to the model`],
      [again?.patch === fix.patch, "another patch than the one that worked is proposed"],
      [again?.verification.status === "verified", `its fix is ${again?.verification.status}`],
    ]),
  ];
}

/** Has the DAG fail in a new run. @returns the incident that this opens, once it is analyzed, and the run */
async function failOnce(
  { product, source, airflow }: Scene,
  earlier: readonly string[],
): Promise<{ incident: Incident; run: string }> {
  const run = await airflow.trigger(DAG);
  const end = await airflow.end(DAG, run);
  if (end !== "failed") throw new Error(`${DAG} ended as ${end}, not as failed`);
  const isNew = ({ id, pipeline }: { id: string; pipeline: string | null }) =>
    pipeline === DAG && !earlier.includes(id);
  const found = await waitForIncident(product, source, DAG, isNew, SOON_MS);
  const incident = await waitFor(`the analysis of #${found.number}`, SOON_MS, async () => {
    const now = await product.incident(found.id);
    return now.workflow?.status === "COMPLETED" ? now : null;
  });
  return { incident, run };
}

/** Waits until Airflow has parsed the DAG's file with this text. */
function deployed(airflow: AirflowServer, text: string): Promise<true> {
  return waitFor(
    `Airflow to parse ${text}`,
    PATIENCE_MS,
    async () => ((await airflow.admin.dagSource(DAG)).content.includes(text) ? true : null),
    { alive: airflow.parts, everyMs: 2_000 },
  );
}

async function listFixes(product: Product, incidentId: string): Promise<Fix[]> {
  return (await product.call(items(Fix), `/incidents/${incidentId}/fixes`)).items;
}

function waitForFix(product: Product, id: string, what: string, isIt: (fix: Fix) => boolean): Promise<Fix> {
  return waitFor(
    `the fix ${what}`,
    SOON_MS,
    async () => {
      const fix = await product.call(Fix, `/fixes/${id}`);
      if (fix.status === "failed") throw new Error("the branch was not created");
      return isIt(fix) ? fix : null;
    },
    { everyMs: 2_000 },
  );
}

function row(failure: string, found: string, checks: readonly [isRight: boolean, problem: string][]): Row {
  const problems = checks.flatMap(([isRight, problem]) => (isRight ? [] : [problem]));
  return { system: SYSTEM, pipeline: DAG, failure, found, problems };
}
