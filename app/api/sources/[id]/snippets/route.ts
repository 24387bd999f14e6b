import { z } from "zod";
import { withRoute } from "@/lib/platform/http/with-route";
import { listSnippets } from "@/lib/intake/list-snippets";
import { SnippetPage } from "@/lib/sources/schemas";

export const GET = withRoute({
  permission: "workspace.read",
  params: z.object({ id: z.string() }),
  output: SnippetPage,
  run: (ctx, { params }) => listSnippets(ctx, params.id),
});
