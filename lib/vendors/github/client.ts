import { createAppAuth } from "@octokit/auth-app";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { Octokit } from "@octokit/rest";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { createGuardedFetch, outboundPolicy, sharedGuardedFetch } from "@/lib/platform/http/guarded-fetch";
import { log } from "@/lib/platform/log";

export interface GitHubConnection {
  /** Base URL of the REST API, for GitHub Enterprise and tests; default https://api.github.com. */
  apiUrl?: string;
  /** Personal or fine-grained access token. Used when there is no App. */
  token?: string;
  app?: { id: string; privateKey: string };
  signal?: AbortSignal;
  /**
   * True if configured in the product and not in the environment: the URL is then restricted like all user-configured
   * URLs.
   */
  isUserConfigured?: boolean;
  /** Whether to pause between writes; by default only for github.com, because GitHub Enterprise has no limits. */
  isPaced?: boolean;
}

export type GitHubClient = InstanceType<typeof GitHubOctokit>;

/** A repository and the client to access it. */
export interface GitHubHandle {
  client: GitHubClient;
  owner: string;
  repo: string;
}

const GitHubOctokit = Octokit.plugin(retry, throttling);
/** Longest rate limit wait, in seconds, handled here; longer waits are left to the workflow. */
const PATIENCE_S = 3;

/** The GitHub connection configured in the environment. */
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
 * A client that acts as the App's installation on the repository, or with the token. Without either it can only read
 * public repositories.
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

/** A client that acts as the App itself, which can only see its installations, or with the token. */
export function createGitHubIdentity(connection: GitHubConnection): GitHubClient {
  const { app, token } = connection;
  if (!app) return connect(connection, token ? { auth: token } : {});
  const auth = { appId: app.id, privateKey: app.privateKey };
  return connect(connection, { authStrategy: createAppAuth, auth });
}

/** A cache of strings that expire. */
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

/** Tokens are valid for an hour and shared by all clients of an App in this process. */
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
    const message = `The GitHub App is not installed on ${owner}/${repo}. Install it there, or enter the installation id in the source.`;
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

/** A URL from the environment may be private; redirect targets are restricted. */
export function gitHubFetch({
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
