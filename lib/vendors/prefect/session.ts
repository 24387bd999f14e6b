import { randomUUID } from "node:crypto";
import { withSignal, type Outbound, type OutboundAnswer } from "@/lib/platform/http/outbound";
import { jsonOf, statusError, type StatusMessages } from "@/lib/vendors/answer";
import { CsrfToken } from "@/lib/vendors/prefect/schemas";

export type PrefectCredentials = { username: string; password: string } | { token: string } | null;

export interface PrefectSession {
  readonly messages: StatusMessages;
  /** @throws AppError for every non-2xx response. */
  get(path: string, what: string): Promise<OutboundAnswer>;
  /** Used for reads only: Prefect's filters are POST requests. */
  post(path: string, body: unknown, what: string): Promise<OutboundAnswer>;
  /** The same session; calls and waits are canceled when `signal` aborts. */
  withSignal(signal: AbortSignal): PrefectSession;
}

/** Sends calls as the connected user: Basic or bearer auth, and a CSRF token if required. */
export function createPrefectSession(outbound: Outbound, credentials: PrefectCredentials): PrefectSession {
  return sessionOf(outbound, {
    authorization: authorizationOf(credentials),
    messages: messagesOf(credentials),
    csrf: {},
  });
}

/** State shared by all variants of a session. */
interface Shared {
  authorization: Record<string, string>;
  messages: StatusMessages;
  csrf: Record<string, string>;
}

function sessionOf(outbound: Outbound, shared: Shared): PrefectSession {
  const { authorization, messages } = shared;

  const send = (path: string, body: string | null): Promise<OutboundAnswer> => {
    const headers = { accept: "application/json", ...authorization };
    return body === null
      ? outbound.call(path, { headers })
      : outbound.call(path, {
          method: "POST",
          headers: { ...headers, ...shared.csrf, "content-type": "application/json" },
          body,
        });
  };

  const call = async (path: string, body: string | null, what: string): Promise<OutboundAnswer> => {
    let answer = await send(path, body);
    if (body !== null && answer.status === 403 && /csrf/i.test(answer.text)) {
      shared.csrf = await fetchCsrf(send);
      answer = await send(path, body);
    }
    if (answer.status >= 200 && answer.status <= 299) return answer;
    throw statusError(answer, what, messages);
  };

  return {
    messages,
    get: (path, what) => call(path, null, what),
    post: (path, body, what) => call(path, JSON.stringify(body), what),
    withSignal: (given) => sessionOf(withSignal(outbound, given), shared),
  };
}

async function fetchCsrf(
  send: (path: string, body: string | null) => Promise<OutboundAnswer>,
): Promise<Record<string, string>> {
  const answer = await send(`/csrf-token?client=${randomUUID()}`, null);
  const parsed = CsrfToken.safeParse(jsonOf(answer.text));
  if (!parsed.success) return {};
  return { "prefect-csrf-token": parsed.data.token, "prefect-csrf-client": parsed.data.client };
}

function authorizationOf(credentials: PrefectCredentials): Record<string, string> {
  if (!credentials) return {};
  if ("token" in credentials) return { authorization: `Bearer ${credentials.token}` };
  const pair = Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64");
  return { authorization: `Basic ${pair}` };
}

function messagesOf(credentials: PrefectCredentials): StatusMessages {
  const forbidden = "The Prefect user is not allowed to read this";
  if (!credentials) {
    const unauthenticated =
      "Prefect requires a login: enter the user name and password from PREFECT_SERVER_API_AUTH_STRING, or a Prefect Cloud API key";
    return { system: "Prefect", unauthenticated, forbidden };
  }
  const unauthenticated =
    "token" in credentials
      ? "Prefect rejected the API key; a self-hosted server requires the user name and password from PREFECT_SERVER_API_AUTH_STRING"
      : "Prefect rejected the user name or password; they are the two parts of PREFECT_SERVER_API_AUTH_STRING";
  return { system: "Prefect", unauthenticated, forbidden };
}
