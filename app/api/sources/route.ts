import { withRoute } from "@/lib/platform/http/with-route";
import { listSources } from "@/lib/sources/data";
import { createSource } from "@/lib/sources/save-source";
import { CreateSource, Source, SourcePage, SourceReceipt } from "@/lib/sources/schemas";

export const GET = withRoute({
  permission: "workspace.read",
  output: SourcePage,
  run: (ctx) => listSources(ctx),
});

export const POST = withRoute({
  permission: "source.create",
  body: CreateSource,
  output: Source,
  receipt: SourceReceipt,
  status: 201,
  run: (ctx, { body }) => createSource(ctx, body),
});
