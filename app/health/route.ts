export const dynamic = "force-dynamic";

/** Liveness: 200 while the process is up. Dependencies are checked by /ready. */
export function GET(): Response {
  return Response.json({ status: "ok" });
}
