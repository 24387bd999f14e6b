import { afterAll, beforeAll } from "vitest";
import { rereadEnv } from "@/lib/platform/env";
import { freePorts } from "./free-ports";

/**
 * Sets environment variables while the calling file's tests run; other files share the process. Hooks that start
 * servers, and need the variables, have to be registered later.
 */
export function useEnvironment(variables: Record<string, string>): void {
  const before = new Map<string, string | undefined>();
  beforeAll(() => {
    for (const [name, value] of Object.entries(variables)) {
      before.set(name, process.env[name]);
      process.env[name] = value;
    }
    rereadEnv();
  });
  // After the calling file's own: the last registered runs first.
  afterAll(() => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    rereadEnv();
  });
}

/** Has the product ask a Claude at a free loopback port. @returns the port, for a stand-in */
export async function useClaude(apiKey = "sk-test"): Promise<number> {
  const [port = 0] = await freePorts(1);
  useEnvironment({ ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}`, ANTHROPIC_API_KEY: apiKey });
  return port;
}

/** Has the product use a GitHub at a free loopback port. @returns the port, for a stand-in */
export async function useGitHub(token = "ada-token"): Promise<number> {
  const [port = 0] = await freePorts(1);
  useEnvironment({ GITHUB_API_URL: `http://127.0.0.1:${port}`, GITHUB_TOKEN: token });
  return port;
}
