import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { RailHead } from "@/components/layout/rail";
import { MeProvider } from "@/components/layout/me";
import { WorkspaceSwitcher } from "@/components/layout/workspace-switcher";
import type { Me } from "@/lib/workspaces/schemas";

function draw(names: string[], element: ReactNode = <WorkspaceSwitcher />): string {
  const workspaces = names.map((name) => ({ id: name, name, role: "viewer" as const }));
  const me: Me = {
    user: { id: "u", name: "Ada", email: "ada@example.com", image: null },
    workspace: { id: "Home", name: "Home" },
    role: "viewer",
    workspaces,
    connected: { claude: false, github: false },
    inUse: { patterns: false },
    firstRunTokenExpiresAt: null,
  };
  return renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <MeProvider me={me}>{element}</MeProvider>
    </QueryClientProvider>,
  );
}

describe("WorkspaceSwitcher", () => {
  it("renders nothing for a person with one workspace", () => {
    expect(draw(["Home"])).toBe("");
  });

  it("names the current workspace when there are several", () => {
    expect(draw(["Home", "Other"])).toContain('aria-label="Switch workspace, now Home"');
  });

  it("shows the workspace's name once in the rail", () => {
    const rail = (
      <>
        <RailHead />
        <WorkspaceSwitcher inRail />
      </>
    );
    const shown = (names: string[]) => draw(names, rail).match(/>Home</g)?.length;
    expect(shown(["Home"])).toBe(1);
    expect(shown(["Home", "Other"])).toBe(1);
  });
});
