import { answerWebhook } from "@/app/api/webhooks/answer-webhook";
import { offeredSecret } from "@/lib/intake/webhooks/verify-signature";
import { pool } from "@/lib/platform/db/pool";
import { AppError } from "@/lib/platform/errors";
import { findSourceKeyBySecret } from "@/lib/sources/find-source";

export const dynamic = "force-dynamic";

const KIND = "openlineage";

/** The default endpoint of OpenLineage's clients, which send only an API key: the secret of the source. */
export async function POST(request: Request): Promise<Response> {
  return answerWebhook(request, { kind: KIND, sourceKey: () => findKey(request.headers) });
}

async function findKey(headers: Headers): Promise<string> {
  const offered = offeredSecret(new Map(headers));
  if (!offered) {
    const message = "Send the secret of an OpenLineage source as API key (Authorization: Bearer).";
    throw new AppError("UNAUTHENTICATED", message);
  }
  const key = await findSourceKeyBySecret(pool(), KIND, offered.secret, new Date());
  if (key === null)
    throw new AppError("UNAUTHENTICATED", "The API key is not the secret of an OpenLineage source.");
  return key;
}
