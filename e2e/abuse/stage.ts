import { inject } from "vitest";
import type { FirstRunFile } from "@/e2e/start-product";
import type { RoleName } from "@/lib/platform/context";

/** A workspace on the stage, with everything an attacker from another one could try to reach. */
export interface StagedWorkspace {
  id: string;
  /** API tokens by role. */
  tokens: Record<RoleName, string>;
  /** Email addresses by role; all sign in with `password`. */
  people: Record<RoleName, string>;
  password: string;
  source: { id: string; key: string; secret: string; webhookUrl: string };
  /** Ids of rows that belong to it. */
  ids: Record<
    "incident" | "delivery" | "workflow" | "fix" | "source" | "integration" | "token" | "occurrence",
    string
  >;
}

/** The running product shared by the files of this folder. */
export interface Stage {
  url: string;
  dataDir: string;
  databaseUrl: string;
  pid: number;
  firstRun: FirstRunFile;
  home: StagedWorkspace;
  other: StagedWorkspace;
  /** Revoked or expired tokens of `home`. */
  dead: { revoked: string; expired: string };
}

declare module "vitest" {
  interface ProvidedContext {
    stage: Stage;
  }
}

/** The shared product; see `global-setup.ts`. */
export const stage = (): Stage => inject("stage");

/** Calls the API with JSON and a bearer token; without a token if it is null. */
export async function call<T = unknown>(
  path: string,
  token: string | null,
  init: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<{ status: number; headers: Headers; body: T }> {
  const response = await fetch(`${stage().url}${path}`, {
    method: init.method ?? (init.body === undefined ? "GET" : "POST"),
    redirect: "manual",
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(init.body === undefined ? {} : { "content-type": "application/json" }),
      ...init.headers,
    },
    body: init.body === undefined ? undefined : JSON.stringify(init.body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parsed(text) as T };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
