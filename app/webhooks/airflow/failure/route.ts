import { answerWebhook } from "@/app/api/webhooks/answer-webhook";

export const dynamic = "force-dynamic";

/** The same webhook with the source key in `X-Source-Key` instead of the path. */
export async function POST(request: Request): Promise<Response> {
  return answerWebhook(request, { kind: "airflow", sourceKey: request.headers.get("x-source-key") ?? "" });
}
