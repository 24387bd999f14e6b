import { createAppAuth } from "@octokit/auth-app";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { Octokit } from "@octokit/rest";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { createGuardedFetch, outboundPolicy, sharedGuardedFetch } from "@/lib/platform/http/guarded-fetch";
import { log } from "@/lib/platform/log";

export interface GitHubConnection {
  /** Base of the REST API, for GitHub Enterprise and tests; https://api.github.com unless told. */
  apiUrl?: string;
  /** Personal or fine-grained access token. Used when there is no App. */
  token?: string;
  app?: { id: string; privateKey: string };
  signal?: AbortSignal;
  /**
   * Given in the product rather than by the environment: the address may then lead only where every other one may
   * that people configure.
   */
  isUserConfigured?: boolean;
  /** Whether to pause between writes as github.com asks; for it alone unless told (GitHub Enterprise sets no limits). */
  isPaced?: boolean;
}

export type GitHubClient = InstanceType<typeof GitHubOctokit>;

/** One repository as seen with one client: what every call needs. */
export interface GitHubHandle {
  client: GitHubClient;
  owner: string;
  repo: string;
}

const GitHubOctokit = Octokit.plugin(retry, throttling);
/** A wait of at most so many seconds is sat out here; a longer one is the workflow's to sleep through. */
const PATIENCE_S = 3;

/** What the environment says of GitHub. */
export function gitHubConnection(signal?: AbortSignal): GitHubConnection {
  const { GITHUB_API_URL, GITHUB_TOKEN, GITHUB_APP_ID, GITHUB_APP_PRIVATE_KEY } = env();
  return {
    apiUrl: GITHUB_API_URL,
    token: GITHUB_TOKEN,
    app:
      GITHUB_APP_ID && GITHUB_APP_PRIVATE_KEY
        ? // Environment files hold a key on one line.
          { id: GITHUB_APP_ID, privateKey: GITHUB_APP_PRIVATE_KEY.replaceAll(String.raw`\n`, "\n") }
        : undefined,
    signal,
  };
}

/**
 * A client that acts as the App's installation on the repository, or with the token. Without either it reads
 * public repositories only.
 */
export async function createGitHubClient(
  connection: GitHubConnection,
  repository: { owner: string; repo: string; installationId?: number },
): Promise<GitHubClient> {
  const { app } = connection;
  if (!app) return createGitHubIdentity(connection);
  const { id: appId, privateKey } = app;
  const { tokens, installations } = cachesOf(`${connection.apiUrl ?? ""}|${appId}|${privateKey}`);
  const name = `${repository.owner}/${repository.repo}`;
  const installationId =
    repository.installationId ??
    (Number(installations.get(name)) ||
      (await findInstallation(createGitHubIdentity(connection), repository)));
  installations.set(name, String(installationId));
  return connect(connection, {
    authStrategy: createAppAuth,
    auth: { appId, privateKey, installationId, cache: tokens },
  });
}

/** A client that acts as the App itself, which sees its installations and no repository, or with the token. */
export function createGitHubIdentity(connection: GitHubConnection): GitHubClient {
  const { app, token } = connection;
  if (!app) return connect(connection, token ? { auth: token } : {});
  const auth = { appId: app.id, privateKey: app.privateKey };
  return connect(connection, { authStrategy: createAppAuth, auth });
}

/** Texts that are forgotten after a while. */
function expiringCache(keepMs: number) {
  const entries = new Map<string, { value: string; until: number }>();
  return {
    get: (key: string) => {
      const entry = entries.get(key);
      return entry && entry.until > Date.now() ? entry.value : "";
    },
    set: (key: string, value: string) => void entries.set(key, { value, until: Date.now() + keepMs }),
  };
}

const caches = new Map<string, ReturnType<typeof newCaches>>();

/** Tokens live for an hour; one serves every client of the same App in this process. */
function newCaches() {
  return { tokens: expiringCache(50 * 60_000), installations: expiringCache(10 * 60_000) };
}

function cachesOf(identity: string) {
  const known = caches.get(identity) ?? newCaches();
  caches.set(identity, known);
  return known;
}

async function findInstallation(
  client: GitHubClient,
  { owner, repo }: { owner: string; repo: string },
): Promise<number> {
  const { data } = await client.rest.apps.getRepoInstallation({ owner, repo }).catch((error: unknown) => {
    if ((error as { status?: unknown }).status !== 404) throw error;
    const message = `The GitHub App is not installed on ${owner}/${repo}. Install it there, or give the installation's id in the source.`;
    throw new AppError("NOT_FOUND", message, { cause: error });
  });
  return data.id;
}

const say = (level: "debug" | "info") => (message: string) => log[level]({ system: "GitHub" }, message);

function connect(connection: GitHubConnection, auth: object): GitHubClient {
  const isShort = (retryAfterS: number, _: object, __: unknown, retryCount: number) =>
    retryAfterS <= PATIENCE_S && retryCount === 0;
  return new GitHubOctokit({
    ...auth,
    baseUrl: connection.apiUrl,
    userAgent: "pipeline-debugger",
    request: { signal: connection.signal, fetch: gitHubFetch(connection) },
    log: { debug: say("debug"), info: say("debug"), warn: say("info"), error: say("info") },
    retry: { retries: 2, doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451] },
    throttle: {
      enabled: connection.isPaced ?? isGitHubCom(connection.apiUrl),
      onRateLimit: isShort,
      onSecondaryRateLimit: isShort,
    },
  });
}

const fetches = new Map<string, typeof fetch>();

/** An address that is the environment's may be private; what GitHub redirects to may be less. */
function gitHubFetch({
  apiUrl = "https://api.github.com",
  isUserConfigured,
}: GitHubConnection): typeof fetch {
  if (isUserConfigured) return sharedGuardedFetch();
  const { hostname } = new URL(apiUrl);
  const known = fetches.get(hostname) ?? createGuardedFetch(outboundPolicy(hostname));
  fetches.set(hostname, known);
  return known;
}

function isGitHubCom(apiUrl: string | undefined): boolean {
  return apiUrl === undefined || /^https:\/\/api\.(github\.com|[a-z0-9-]+\.ghe\.com)(\/|$)/.test(apiUrl);
}
