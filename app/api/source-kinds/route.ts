import { listSourceKinds } from "@/lib/intake/list-source-kinds";
import { withRoute } from "@/lib/platform/http/with-route";
import { SourceKindPage } from "@/lib/sources/schemas";

export const GET = withRoute({
  permission: "workspace.read",
  output: SourceKindPage,
  run: () => Promise.resolve(listSourceKinds()),
});
