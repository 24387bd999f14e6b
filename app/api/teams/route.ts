import { withRoute } from "@/lib/platform/http/with-route";
import { createTeam } from "@/lib/workspaces/teams/create-team";
import { listTeams } from "@/lib/workspaces/teams/data";
import { CreateTeam, Team, TeamPage, TeamReceipt } from "@/lib/workspaces/teams/schemas";

export const GET = withRoute({
  permission: "workspace.read",
  output: TeamPage,
  run: (ctx) => listTeams(ctx),
});

export const POST = withRoute({
  permission: "team.create",
  body: CreateTeam,
  output: Team,
  receipt: TeamReceipt,
  status: 201,
  run: (ctx, { body }) => createTeam(ctx, body),
});
