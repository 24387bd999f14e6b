import { createHmac, randomUUID } from "node:crypto";
import { startAirflowStandIn, type AirflowStandIn } from "@/e2e/loop/airflow-stand-in";
import { ORDERS_BEFORE, ORDERS_BROKEN, ORDERS_CASE, ORDERS_PATH } from "@/e2e/loop/orders-pipeline";
import { startScriptedClaude, type ScriptedClaude } from "@/e2e/loop/scripted-claude";
import { freePort, startProduct, type Product } from "@/e2e/start-product";
import { startEmulatedGitHub, type EmulatedGitHub } from "@/lib/vendors/github/testing/emulated-github";
import { startGitHubGateway } from "@/lib/vendors/github/testing/github-gateway";

interface ConnectedSource {
  id: string;
  secret: string;
  webhookUrl: string;
}

/** A product of its own, with everything that it is connected to. */
export interface Stage {
  product: Product;
  claude: ScriptedClaude;
  github: EmulatedGitHub;
  airflow: AirflowStandIn;
  /** Its API and the repository `ada/pipelines` are connected. */
  source: ConnectedSource;
  /** Has GitHub tell the product what became of a pull request. */
  reportPullRequest(action: string, number: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a scripted Claude, an emulated GitHub, an Airflow, and the product that is connected to all of them. */
export async function startStage(): Promise<Stage> {
  const started: { close(): Promise<unknown> }[] = [];
  const stop = async () => {
    for (const part of started.splice(0).toReversed()) await part.close();
  };
  const keep = <T extends { close(): Promise<unknown> }>(part: T): T => {
    started.push(part);
    return part;
  };
  try {
    const claude = await startScriptedClaude(ORDERS_CASE);
    keep({ close: claude.stop });
    const github = keep(await startEmulatedGitHub({ ".github/CODEOWNERS": "*.py @bob\n" }));
    await github.put(ORDERS_PATH, ORDERS_BEFORE, { message: "Total the orders of each customer" });
    await github.put(ORDERS_PATH, ORDERS_BROKEN, { message: "Rename client_id to customer_id" });
    const gatewayPort = await freePort();
    keep(await startGitHubGateway(github, gatewayPort));
    const airflow = keep(await startAirflowStandIn());
    const product = await startProduct({
      env: {
        ANTHROPIC_API_KEY: "sk-test",
        ANTHROPIC_BASE_URL: claude.url,
        GITHUB_API_URL: `http://127.0.0.1:${gatewayPort}`,
        GITHUB_TOKEN: "ada-token",
      },
    });
    keep({ close: product.stop });
    const source = await connectAirflow(product, airflow);
    const hook = await createSource(product, { kind: "github", name: "GitHub" });
    const reportPullRequest = (action: string, number: number) => report(hook, github, { action, number });
    return { product, claude, github, airflow, source, reportPullRequest, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function connectAirflow(product: Product, airflow: AirflowStandIn): Promise<ConnectedSource> {
  const source = product.firstRun.sources["airflow"];
  if (!source) throw new Error("first-run.json has no Airflow source.");
  const { status, body } = await product.api(`/api/sources/${source.id}`, {
    method: "PATCH",
    body: {
      apiBaseUrl: airflow.url,
      credentials: { username: "desk", password: "pw" },
      repository: { kind: "github", owner: "ada", repo: "pipelines" },
      dagsFolder: "dags",
      pullRequestLabels: ["pipeline-fix"],
    },
  });
  if (status !== 200) throw new Error(`The source was not connected: ${JSON.stringify(body)}`);
  return source;
}

async function createSource(product: Product, body: object): Promise<ConnectedSource> {
  const made = await product.api<ConnectedSource>("/api/sources", { body });
  if (made.status !== 201) throw new Error(`No source was created: ${JSON.stringify(made.body)}`);
  return made.body;
}

/** A `pull_request` event, signed as GitHub signs it. */
async function report(
  { secret, webhookUrl }: ConnectedSource,
  github: EmulatedGitHub,
  { action, number }: { action: string; number: number },
): Promise<void> {
  const repository = { full_name: "ada/pipelines" };
  const pull = await github.api("GET", `/repos/ada/pipelines/pulls/${number}`);
  const body = JSON.stringify({ action, number, repository, pull_request: pull });
  const response = await fetch(webhookUrl, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-github-event": "pull_request",
      "x-github-delivery": randomUUID(),
      "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
    },
    body,
  });
  if (response.status !== 202)
    throw new Error(`The event was answered with ${response.status}: ${await response.text()}`);
}
