import { AppError } from "@/lib/platform/errors";
import type { Outbound, OutboundAnswer, OutboundRequest } from "@/lib/platform/http/outbound";
import { TokenResponse, Version } from "@/lib/vendors/airflow/schemas";
import { jsonOf, parseAnswer, statusError, type StatusMessages } from "@/lib/vendors/answer";

export type AirflowCredentials = { username: string; password: string } | { token: string } | null;
export type AirflowApi = "v1" | "v2";

export interface AirflowVersion {
  version: string;
  api: AirflowApi;
}

export interface AirflowSession {
  version(): Promise<AirflowVersion>;
  /** Runs a call below `/api/<version>` as the connected user; logs in again once if the login is invalid. */
  run<A extends OutboundAnswer>(
    call: (prefix: string, headers: Record<string, string>) => Promise<A>,
  ): Promise<A>;
  messages(api: AirflowApi): StatusMessages;
}

/** Detects the API version and holds the login, each once per client. */
export function createAirflowSession(outbound: Outbound, credentials: AirflowCredentials): AirflowSession {
  const version = once(() => findVersion(outbound, credentials));
  let token: Promise<string> | null = null;
  const login = () => {
    token ??= logIn(outbound, credentials).catch((error: unknown) => {
      token = null;
      throw error;
    });
    return token;
  };
  const headersOf = async (api: AirflowApi): Promise<Record<string, string>> => {
    const fixed = fixedHeaders(credentials);
    if (api === "v1" || (credentials && "token" in credentials)) return fixed;
    // Without credentials an open server needs no login; log in only if it responds with 401.
    return credentials || token ? { authorization: `Bearer ${await login()}` } : {};
  };
  return {
    version,
    messages: (api) => messagesOf(api, credentials),
    run: async (call) => {
      const { api } = await version();
      const answer = await call(`/api/${api}`, await headersOf(api));
      if (!isInvalidLogin(answer) || api === "v1" || (credentials && "token" in credentials)) return answer;
      token = null;
      const fresh = await login();
      return call(`/api/${api}`, { authorization: `Bearer ${fresh}` });
    },
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}

/** An expired or missing login is a 401; one signed with another key (after an Airflow restart) a specific 403. */
export function isInvalidLogin(answer: OutboundAnswer): boolean {
  return answer.status === 401 || (answer.status === 403 && answer.text.includes("Invalid JWT token"));
}

function fixedHeaders(credentials: AirflowCredentials): Record<string, string> {
  if (!credentials) return {};
  if ("token" in credentials) return { authorization: `Bearer ${credentials.token}` };
  const pair = Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64");
  return { authorization: `Basic ${pair}` };
}

async function findVersion(outbound: Outbound, credentials: AirflowCredentials): Promise<AirflowVersion> {
  // Both work without a login on a plain Airflow; the token is for gateways in front of managed Airflows.
  const headers = credentials && "token" in credentials ? fixedHeaders(credentials) : {};
  const statuses: number[] = [];
  for (const api of ["v2", "v1"] as const) {
    const answer = await outbound.call(`/api/${api}/version`, {
      headers: { accept: "application/json", ...headers },
    });
    const parsed = Version.safeParse(jsonOf(answer.text));
    if (answer.status === 200 && parsed.success) return { version: parsed.data.version, api };
    if (isInvalidLogin(answer) || answer.status === 403) {
      throw statusError(answer, "its version", messagesOf(api, credentials));
    }
    if (answer.status >= 500) throw statusError(answer, "its version", messagesOf(api, credentials));
    statuses.push(answer.status);
  }
  throw new AppError(
    "UNAVAILABLE",
    `No Airflow API found at ${outbound.baseUrl}: api/v2/version and api/v1/version do not exist (${statuses.join(", ")}). Enter the address of the web server, without /api.`,
  );
}

async function logIn(outbound: Outbound, credentials: AirflowCredentials): Promise<string> {
  const isPassword = credentials !== null && "username" in credentials;
  const request: OutboundRequest = isPassword
    ? {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify(credentials),
      }
    : { headers: { accept: "application/json" } };
  const answer = await outbound.call("/auth/token", request);
  if (answer.status === 404 || answer.status === 405) {
    throw new AppError(
      "UNAUTHENTICATED",
      isPassword
        ? `This Airflow has no /auth/token (${answer.status}): its auth manager does not support password logins. Enter a token instead.`
        : "Airflow requires a login (401). Enter a user name and password, or a token.",
    );
  }
  if (answer.status < 200 || answer.status > 299) {
    if (!isPassword)
      throw new AppError(
        "UNAUTHENTICATED",
        "Airflow requires a login (401). Enter a user name and password, or a token.",
      );
    throw statusError(answer, "the login", messagesOf("v2", credentials));
  }
  return parseAnswer(answer, TokenResponse, "a token", "Airflow");
}

function messagesOf(api: AirflowApi, credentials: AirflowCredentials): StatusMessages {
  const forbidden =
    "The Airflow user is not allowed to read this: it needs at least the Viewer role and access to the DAG";
  if (credentials === null) {
    return {
      system: "Airflow",
      unauthenticated: "Airflow requires a login: enter a user name and password, or a token",
      forbidden,
    };
  }
  if ("token" in credentials) {
    return {
      system: "Airflow",
      unauthenticated: "Airflow rejected the token: it is invalid or has expired",
      forbidden,
    };
  }
  const hint =
    api === "v1"
      ? "; Airflow 2 also needs airflow.api.auth.backend.basic_auth in AIRFLOW__API__AUTH_BACKENDS"
      : "";
  return {
    system: "Airflow",
    unauthenticated: `Airflow rejected the user name or password${hint}`,
    forbidden: forbidden + hint,
  };
}
