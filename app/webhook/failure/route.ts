import { answerWebhook } from "@/app/api/webhooks/answer-webhook";

export const dynamic = "force-dynamic";

/** The webhook of any source, with its key in `X-Source-Key`: the source's kind decides how the body is read. */
export async function POST(request: Request): Promise<Response> {
  return answerWebhook(request, { kind: null, sourceKey: request.headers.get("x-source-key") ?? "" });
}
