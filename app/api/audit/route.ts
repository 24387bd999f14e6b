import { withRoute } from "@/lib/platform/http/with-route";
import { listAudit } from "@/lib/workspaces/data";
import { AuditPage } from "@/lib/workspaces/schemas";

export const GET = withRoute({ permission: "audit.read", output: AuditPage, run: (ctx) => listAudit(ctx) });
