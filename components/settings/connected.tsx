"use client";

import Link from "next/link";
import { useMe } from "@/components/layout/me";
import { Card, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";

/** The installation's connections, and what each adds. */
export function Connected() {
  const { connected } = useMe();
  return (
    <Card>
      <CardHeader title="Connections" />
      <ul className="divide-y text-sm">
        <Item
          name="Claude"
          isOn={connected.claude}
          on="Claude runs after the built-in engine in each analysis. Claims without a valid citation are dropped."
          off="Only the built-in engine runs. To add Claude, set ANTHROPIC_API_KEY and restart."
        />
        <Item
          name="GitHub"
          isOn={connected.github}
          on="Commits are read from GitHub, and Open PR opens a draft pull request."
          off="Create branch makes a branch with a commit in the local repository. For draft pull requests, add GitHub under Integrations, or set GITHUB_TOKEN or a GitHub App and restart."
        />
        <li className="px-4 py-3 text-muted">
          Orchestrators and repositories are connected per source, under{" "}
          <Link href="/setup" className="text-accent underline">
            Setup
          </Link>
          .
        </li>
      </ul>
    </Card>
  );
}

interface ItemProps {
  name: string;
  isOn: boolean;
  on: string;
  off: string;
}

function Item({ name, isOn, on, off }: ItemProps) {
  return (
    <li className="flex flex-col gap-1 px-4 py-3">
      <p className="flex items-center justify-between gap-3">
        <span className="font-medium">{name}</span>
        <Chip tone={isOn ? "ok" : "neutral"}>{isOn ? "Connected" : "Not connected"}</Chip>
      </p>
      <p className="text-muted">{isOn ? on : off}</p>
    </li>
  );
}
