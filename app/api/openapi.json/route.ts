import openApi from "@/components/docs/openapi.json";
import { env } from "@/lib/platform/env";

export const dynamic = "force-dynamic";

/** The description of the API, with this installation's address. */
export function GET(): Response {
  const { openapi, info, ...rest } = openApi;
  return Response.json({ openapi, info, servers: [{ url: env().PUBLIC_URL }], ...rest });
}
