import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import { createOutbound, type OutboundAnswer } from "@/lib/platform/http/outbound";
import { parseAnswer, statusError } from "@/lib/vendors/answer";

const API_URL = "https://slack.com/api";

const MESSAGES = {
  system: "Slack",
  unauthenticated: "Slack rejected the credentials",
  forbidden: "Slack does not allow this with these credentials",
};

/** Every method returns 200 with `ok`; errors are in `error` (docs.slack.dev, "Using the Slack Web API"). */
const AuthTest = z.object({
  ok: z.boolean(),
  error: z.string().optional(),
  team: z.string().optional(),
  user: z.string().optional(),
});

/** `auth.test` errors that a new token fixes. */
const BAD_TOKEN = new Set([
  "invalid_auth",
  "not_authed",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "no_permission",
]);

/**
 * Describes whose token this is, as a sentence for people (`auth.test`). `apiUrl`: base URL of the Web API, if not
 * slack.com.
 * @throws AppError UNAUTHENTICATED for an invalid token; INVALID for another error; what `createOutbound` throws.
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
  return `The token belongs to ${user ?? "an app"} in ${team ?? "an unnamed workspace"}.`;
}

function readAnswer(answer: OutboundAnswer): z.output<typeof AuthTest> {
  if (answer.status !== 200) throw statusError(answer, "the token", MESSAGES);
  return parseAnswer(answer, AuthTest, "auth.test", "Slack");
}

function refusal(error: string): AppError {
  const reason = wordOf(error) ?? "no reason given";
  return BAD_TOKEN.has(error)
    ? new AppError("UNAUTHENTICATED", `Slack rejected the token (${reason}). Reinstall the app.`)
    : new AppError("INVALID", `Slack rejected the call (${reason}).`);
}

/**
 * Posts a text to an incoming webhook. The webhook URL is a secret, so error messages show only its origin.
 * @throws AppError INVALID for a webhook that is deleted or may not post, with Slack's error code; RATE_LIMITED;
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
      // A redirect error includes its target, which may contain the webhook's path.
      if (!(error instanceof AppError) || !error.message.includes(pathname)) throw error;
      throw new AppError(error.code, error.message.replaceAll(pathname, "/…"));
    });
  if (answer.status === 200) return;
  if (answer.status === 429 || answer.status >= 500) throw statusError(answer, "the webhook", MESSAGES);
  const reason = [answer.status, wordOf(answer.text)].filter((part) => part !== null).join(", ");
  const message = `Slack rejected the message to this webhook (${reason}). Create a new webhook in Slack's settings.`;
  throw new AppError("INVALID", message, { cause: { status: answer.status } });
}

/** Slack's error code, such as `no_service`, or null. */
function wordOf(text: string): string | null {
  return /^[a-z_]{1,60}$/.test(text.trim()) ? text.trim() : null;
}
