import { createEmulator } from "emulate";
import type { GitHubConnection } from "@/lib/vendors/github/client";

export interface EmulatedGitHub {
  url: string;
  connection: GitHubConnection;
  appConnection: GitHubConnection;
  /** A call of the API as the repository's owner. @throws for a status that is not 2xx. */
  api(method: string, path: string, body?: object): Promise<unknown>;
  /** Commits one file to `branch`, `main` unless told. */
  put(path: string, content: string, options?: { branch?: string; message?: string }): Promise<void>;
  close(): Promise<void>;
}

const TOKEN = "ada-token";

/** A stateful GitHub on loopback with the repository `ada/pipelines`, for tests. */
export async function startEmulatedGitHub(
  files: Record<string, string> = {},
  port = 0,
): Promise<EmulatedGitHub> {
  const emulator = await createEmulator({
    service: "github",
    port,
    seed: {
      tokens: {
        [TOKEN]: { login: "ada", scopes: ["repo"] },
        "bob-token": { login: "bob", scopes: ["repo"] },
      },
      github: {
        users: [{ login: "ada" }, { login: "bob" }],
        repos: [{ owner: "ada", name: "pipelines", auto_init: true, default_branch: "main" }],
        apps: [
          {
            app_id: 7,
            slug: "pipeline-debugger",
            name: "Pipeline Debugger",
            permissions: { contents: "write", pull_requests: "write", metadata: "read" },
            installations: [{ installation_id: 70, account: "ada", repository_selection: "all" }],
          },
        ],
      },
    },
  });
  const api: EmulatedGitHub["api"] = async (method, path, body) => {
    const response = await fetch(emulator.url + path, {
      method,
      headers: { authorization: `Bearer ${TOKEN}` },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const put: EmulatedGitHub["put"] = async (path, content, options = {}) => {
    const ref = options.branch ?? "main";
    const at = `/repos/ada/pipelines/contents/${path}`;
    const existing = await api("GET", `${at}?ref=${ref}`).catch(() => null);
    await api("PUT", at, {
      message: options.message ?? `put ${path}`,
      content: Buffer.from(content).toString("base64"),
      branch: ref,
      sha: (existing as { sha?: string } | null)?.sha,
    });
  };
  for (const [path, content] of Object.entries(files)) await put(path, content);
  const key = emulator.generatedSecrets.find((secret) => secret.kind === "github.app_private_key");
  return {
    url: emulator.url,
    connection: { apiUrl: emulator.url, token: TOKEN },
    appConnection: { apiUrl: emulator.url, app: { id: "7", privateKey: key?.value ?? "" } },
    api,
    put,
    close: () => emulator.close(),
  };
}
