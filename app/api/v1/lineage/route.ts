import { answerWebhook } from "@/app/api/webhooks/answer-webhook";

export const dynamic = "force-dynamic";

/** The default endpoint of OpenLineage's clients, which send only an API key: the secret of the source. */
export async function POST(request: Request): Promise<Response> {
  return answerWebhook(request, { kind: "openlineage", sourceKey: null });
}
