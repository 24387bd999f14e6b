export const dynamic = "force-dynamic";

/** 200 while the process serves; says nothing about what it depends on (that is /ready). */
export function GET(): Response {
  return Response.json({ status: "ok" });
}
