import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import { createOutbound, type OutboundAnswer } from "@/lib/platform/http/outbound";
import { parseAnswer, statusError } from "@/lib/vendors/answer";

const API_URL = "https://slack.com/api";

const MESSAGES = {
  system: "Slack",
  unauthenticated: "Slack does not accept the credentials",
  forbidden: "Slack does not allow this with these credentials",
};

/** Every method answers 200 with `ok`; what is wrong stands in `error` (docs.slack.dev, "Using the Slack Web API"). */
const AuthTest = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  team: z.string().optional(),
  user: z.string().optional(),
});

/** Errors of `auth.test` that a new token mends. */
const BAD_TOKEN = new Set([
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "no_permission",
]);

/**
 * Whom a token acts as and where, in a sentence for people (`auth.test`). `apiUrl`: the base of the Web API where it is
 * not slack.com's.
 * @throws AppError UNAUTHENTICATED for a token that Slack does not take; INVALID for another refusal; what
 * `createOutbound` throws.
 */
export async function describeSlackToken(connection: {
  token: string;
  apiUrl?: string;
  signal?: AbortSignal;
}): Promise<string> {
  const { token, apiUrl = API_URL, signal } = connection;
  const outbound = createOutbound({ system: "Slack", baseUrl: apiUrl, signal });
  const answer = await outbound.call("/auth.test", {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
  });
  const { ok, error, team, user } = readAnswer(answer);
  if (!ok) throw refusal(error ?? "");
  return `Slack knows the token as ${user ?? "an app"} in ${team ?? "a workspace without a name"}.`;
}

function readAnswer(answer: OutboundAnswer): z.output<typeof AuthTest> {
  if (answer.status !== 200) throw statusError(answer, "the token", MESSAGES);
  return parseAnswer(answer, AuthTest, "auth.test", "Slack");
}

function refusal(error: string): AppError {
  const reason = wordOf(error) ?? "it does not say why";
  return BAD_TOKEN.has(error)
    ? new AppError("UNAUTHENTICATED", `Slack does not accept the token (${reason}). Install the app again.`)
    : new AppError("INVALID", `Slack refuses the call (${reason}).`);
}

/**
 * Posts a text through an incoming webhook, whose URL is the secret: no message shows more of it than its origin.
 * @throws AppError INVALID for a webhook that is gone or may not post, with Slack's word for why; RATE_LIMITED;
 * UNAVAILABLE.
 */
export async function postToSlackWebhook(input: {
  webhookUrl: string;
  text: string;
  signal?: AbortSignal;
}): Promise<void> {
  const { webhookUrl, text, signal } = input;
  const { origin, pathname } = new URL(webhookUrl);
  const outbound = createOutbound({ system: "Slack", baseUrl: origin, signal });
  const answer = await outbound
    .call(pathname, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text }),
    })
    .catch((error: unknown) => {
      // A redirect is told with its target, which may hold the webhook's own path.
      if (!(error instanceof AppError) || !error.message.includes(pathname)) throw error;
      throw new AppError(error.code, error.message.replaceAll(pathname, "/…"));
    });
  if (answer.status === 200) return;
  if (answer.status === 429 || answer.status >= 500) throw statusError(answer, "the webhook", MESSAGES);
  const reason = [answer.status, wordOf(answer.text)].filter((part) => part !== null).join(", ");
  const message = `Slack does not take messages through this webhook (${reason}). Make a new one in Slack's settings.`;
  throw new AppError("INVALID", message, { cause: { status: answer.status } });
}

/** Slack's own word for what is wrong, such as `no_service`; null for anything else. */
function wordOf(text: string): string | null {
  return /^[a-z_]{1,60}$/.test(text.trim()) ? text.trim() : null;
}
