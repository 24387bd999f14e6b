import { adviseRetry } from "@/lib/advice/advise-retry";
import { RetryAdvice, RetryQuestion } from "@/lib/advice/schemas";
import { verifyDelivery } from "@/lib/intake/webhooks/verify-signature";
import { authenticate, sourceContext } from "@/lib/platform/auth/authenticate";
import { authorize } from "@/lib/platform/auth/permissions";
import type { Context } from "@/lib/platform/context";
import { pool } from "@/lib/platform/db/pool";
import { AppError, sentenceOf } from "@/lib/platform/errors";
import { DEFAULT_BODY_BYTES } from "@/lib/platform/http/body-limits.mjs";
import { errorResponse } from "@/lib/platform/http/error-response";
import { parseInput } from "@/lib/platform/http/input-issues";
import { parseJsonBody } from "@/lib/platform/http/parse-json-body";
import { readBody } from "@/lib/platform/http/read-body";
import { findSourceByKey } from "@/lib/sources/find-source";

/**
 * Answers whether a retry can help. For orchestrators, which name their source in `X-Source-Key` and prove it like a
 * webhook (Standard Webhooks signature or the source's secret), and for API tokens.
 */
export async function answerRetryQuestion(request: Request): Promise<Response> {
  try {
    const rawBody = await readBody(request, DEFAULT_BODY_BYTES);
    const { ctx, sourceId } = await identify(request, rawBody);
    authorize(ctx, "advice.ask");
    const parsed = parseInput(RetryQuestion, parseJsonBody(rawBody), "body");
    if (!parsed.ok) {
      const [issue] = parsed.issues;
      throw new AppError("INVALID", issue ? sentenceOf(issue) : "The body is not valid.", {
        issues: parsed.issues,
        cause: parsed.cause,
      });
    }
    return Response.json(RetryAdvice.parse(await adviseRetry(ctx, sourceId, parsed.data)));
  } catch (error) {
    return errorResponse(error);
  }
}

async function identify(
  request: Request,
  rawBody: Uint8Array,
): Promise<{ ctx: Context; sourceId: string | null }> {
  const key = request.headers.get("x-source-key");
  if (key === null) return { ctx: await authenticate(request), sourceId: null };
  const now = new Date();
  const source = await findSourceByKey(pool(), key, now);
  if (!source?.isEnabled)
    throw new AppError("NOT_FOUND", "X-Source-Key is not the key of an enabled source.");
  const headers = Object.fromEntries(request.headers);
  const verdict = verifyDelivery({ rawBody, headers, secrets: source.secrets, now });
  if (!verdict.ok) throw new AppError("UNAUTHENTICATED", verdict.reason);
  return { ctx: sourceContext(source), sourceId: source.id };
}
