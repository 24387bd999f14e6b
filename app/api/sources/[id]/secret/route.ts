import { z } from "zod";
import { withRoute } from "@/lib/platform/http/with-route";
import { getSourceSecret } from "@/lib/sources/data";

export const GET = withRoute({
  permission: "source.read-secret",
  params: z.object({ id: z.string() }),
  output: z.object({ secret: z.string() }),
  run: (ctx, { params }) => getSourceSecret(ctx, params.id),
});
