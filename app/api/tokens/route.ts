import { withRoute } from "@/lib/platform/http/with-route";
import { createApiToken } from "@/lib/workspaces/create-api-token";
import { listApiTokens } from "@/lib/workspaces/data";
import { ApiTokenPage, CreateApiToken, CreatedApiToken } from "@/lib/workspaces/schemas";

export const GET = withRoute({
  permission: "token.read",
  output: ApiTokenPage,
  run: (ctx) => listApiTokens(ctx),
});

export const POST = withRoute({
  permission: "token.create",
  body: CreateApiToken,
  output: CreatedApiToken,
  status: 201,
  run: (ctx, { body }) => createApiToken(ctx, body),
});
