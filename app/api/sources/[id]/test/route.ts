import { z } from "zod";
import { withRoute } from "@/lib/platform/http/with-route";
import { SourceTest } from "@/lib/sources/schemas";
import { testSource } from "@/lib/intake/test-source";

export const POST = withRoute({
  permission: "source.test",
  params: z.object({ id: z.string() }),
  output: SourceTest,
  run: (ctx, { params }) => testSource(ctx, params.id),
});
