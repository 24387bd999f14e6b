import { checkReadiness } from "@/inngest/check-readiness";

export const dynamic = "force-dynamic";

/** 200 when everything that a request needs is there, else 503 naming the failing part. */
export async function GET(): Promise<Response> {
  const readiness = await checkReadiness();
  if (readiness.status !== "failed") return Response.json(readiness);
  return Response.json(readiness, { status: 503, headers: { "retry-after": "5" } });
}
