import { answerWebhook } from "@/app/api/webhooks/answer-webhook";

export const dynamic = "force-dynamic";

export async function POST(
  request: Request,
  segment: { params: Promise<{ kind: string; sourceKey: string }> },
): Promise<Response> {
  const { kind, sourceKey } = await segment.params;
  return answerWebhook(request, { kind, sourceKey });
}
