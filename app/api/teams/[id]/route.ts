import { z } from "zod";
import { withRoute } from "@/lib/platform/http/with-route";
import { deleteTeam } from "@/lib/workspaces/teams/delete-team";
import { Team, TeamReceipt, UpdateTeam } from "@/lib/workspaces/teams/schemas";
import { updateTeam } from "@/lib/workspaces/teams/update-team";

const Params = z.object({ id: z.string() });

export const PATCH = withRoute({
  permission: "team.update",
  params: Params,
  body: UpdateTeam,
  output: Team,
  receipt: TeamReceipt,
  run: (ctx, { params, body }) => updateTeam(ctx, params.id, body),
});

export const DELETE = withRoute({
  permission: "team.delete",
  params: Params,
  output: z.object({ id: z.string() }),
  run: (ctx, { params }) => deleteTeam(ctx, params.id),
});
