import { checkReadiness } from "@/inngest/check-readiness";

export const dynamic = "force-dynamic";

/** Readiness: 200 if everything a request needs is available, else 503 naming the failing part. */
export async function GET(): Promise<Response> {
  const readiness = await checkReadiness();
  if (readiness.status !== "failed") return Response.json(readiness);
  return Response.json(readiness, { status: 503, headers: { "retry-after": "5" } });
}
