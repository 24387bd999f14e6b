"use client";

import { useQuery } from "@tanstack/react-query";
import { PageHeader } from "@/components/layout/page-header";
import { ApiTokens } from "@/components/settings/api-tokens";
import { PasswordForm } from "@/components/settings/password-form";
import { ThemeChoice } from "@/components/settings/theme-choice";
import { Card } from "@/components/ui/card";
import { RelativeTime } from "@/components/ui/relative-time";
import { membersQuery } from "@/lib/workspaces/query-options";
import type { Me } from "@/lib/workspaces/schemas";

export function SettingsView({ me }: { me: Me }) {
  const isAdmin = me.role === "owner" || me.role === "admin";
  return (
    <>
      <PageHeader
        title="Settings"
        context={`${me.workspace.name}, signed in as ${me.user.email || me.user.name} (${me.role})`}
      />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card title="Connected">
          <ul className="space-y-1 px-4 py-3 text-[13px]">
            <li>
              {me.connected.claude
                ? "Claude: connected"
                : "Claude: not connected. Set ANTHROPIC_API_KEY and start again."}
            </li>
            <li>
              {me.connected.github
                ? "GitHub: connected"
                : "GitHub: not connected. Set GITHUB_TOKEN or a GitHub App and start again."}
            </li>
          </ul>
        </Card>
        <Card title="Appearance">
          <ThemeChoice />
        </Card>
        <Card title="Password">
          <PasswordForm />
        </Card>
        <Members />
        {isAdmin && <ApiTokens />}
      </div>
    </>
  );
}

function Members() {
  const { data } = useQuery(membersQuery());
  return (
    <Card title="Members">
      <ul className="divide-y">
        {(data?.items ?? []).map((member) => (
          <li key={member.id} className="flex flex-wrap justify-between gap-2 px-4 py-2 text-[13px]">
            <span>
              {member.name} <span className="text-muted">{member.email}</span>
            </span>
            <span className="text-muted">
              {member.role}
              {member.lastSignInAt && (
                <>
                  , last here <RelativeTime at={member.lastSignInAt} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
