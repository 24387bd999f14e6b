import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { MeProvider } from "@/components/layout/me";
import { ScopeFields } from "@/components/noise/policy-fields";
import type { Me, Role } from "@/lib/workspaces/schemas";

function draw(role: Role): string {
  const me: Me = {
    user: { id: "u", name: "Ada", email: "ada@example.com", image: null },
    workspace: { id: "w", name: "Data" },
    role,
    workspaces: [{ id: "w", name: "Data", role }],
    connected: { claude: false, github: false },
    inUse: { patterns: false },
    firstRunTokenExpiresAt: null,
  };
  return renderToStaticMarkup(
    <MeProvider me={me}>
      <ScopeFields policy={null} />
    </MeProvider>,
  );
}

it.each([
  ["responder", true],
  ["admin", false],
] as const)("tells a %s that the whole workspace takes an admin: %s", (role, isTold) => {
  expect(draw(role).includes("only admins can silence the whole workspace")).toBe(isTold);
});
