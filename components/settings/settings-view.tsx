"use client";

import { useQuery } from "@tanstack/react-query";
import { BookOpen, LogOut } from "lucide-react";
import Link from "next/link";
import { signOut } from "next-auth/react";
import { IntegrationsCard } from "@/components/integrations/integrations-card";
import { useCan, useMe } from "@/components/layout/me";
import { PageHeader } from "@/components/layout/page-header";
import { Initials } from "@/components/layout/person-menu";
import { WorkspaceSwitcher } from "@/components/layout/workspace-switcher";
import { NoisePoliciesCard } from "@/components/noise/noise-policies-card";
import { ApiTokens } from "@/components/settings/api-tokens";
import { AuditCard } from "@/components/settings/audit-card";
import { Connected } from "@/components/settings/connected";
import { ModelBudgetCard } from "@/components/settings/model-budget-card";
import { PasswordForm } from "@/components/settings/password-form";
import { RetentionCard } from "@/components/settings/retention-card";
import { SessionsCard } from "@/components/settings/sessions-card";
import { ThemeChoice } from "@/components/settings/theme-choice";
import { TimeAgo } from "@/components/time/time-ago";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { membersQuery } from "@/lib/workspaces/query-options";

export function SettingsView() {
  const me = useMe();
  const isAdmin = useCan("token.read");
  return (
    <>
      <PageHeader
        title="Settings"
        context={`${me.workspace.name}, signed in as ${me.user.email || me.user.name} (${me.role})`}
        actions={
          <>
            {/* Elsewhere the rail has it. */}
            <span className="contents sm:hidden">
              <WorkspaceSwitcher />
            </span>
            <Button asChild>
              <Link href="/docs">
                <BookOpen aria-hidden /> API reference
              </Link>
            </Button>
            <Button onClick={() => void signOut({ callbackUrl: "/sign-in" })}>
              <LogOut aria-hidden /> Sign out
            </Button>
          </>
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <Card>
            <CardHeader title="Appearance" />
            <CardBody>
              <ThemeChoice />
            </CardBody>
          </Card>
          <Card>
            <CardHeader title="Password" />
            <CardBody>
              <PasswordForm />
            </CardBody>
          </Card>
          <SessionsCard />
          <Members />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Connected />
          {isAdmin && <IntegrationsCard />}
          {isAdmin ? (
            <ApiTokens />
          ) : (
            <Card>
              <CardHeader title="API tokens" />
              <CardBody className="text-muted">
                Only admins can create API tokens. Your role is {me.role}.
              </CardBody>
            </Card>
          )}
          <NoisePoliciesCard />
          <ModelBudgetCard />
          <RetentionCard />
          {isAdmin && <AuditCard />}
        </div>
      </div>
    </>
  );
}

function Members() {
  const { data } = useQuery(membersQuery());
  return (
    <Card>
      <CardHeader title="Members" />
      <ul className="divide-y">
        {(data?.items ?? []).map((member) => (
          <li key={member.id} className="flex items-center gap-3 px-4 py-2 text-sm">
            <Initials name={member.name} />
            <span className="min-w-0 flex-1">
              <span className="block font-medium anywhere">{member.name}</span>
              <span className="block text-muted anywhere">{member.email}</span>
            </span>
            <span className="text-right text-muted">
              <span className="block">{member.role}</span>
              <span className="block text-xs">
                {member.lastSignInAt ? (
                  <>
                    signed in <TimeAgo at={member.lastSignInAt} />
                  </>
                ) : (
                  "never signed in"
                )}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
