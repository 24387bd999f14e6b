"use client";

import Link from "next/link";
import { useMe } from "@/components/layout/me";
import { Card, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";

/** What this installation can reach, and what that is good for. */
export function Connected() {
  const { connected } = useMe();
  return (
    <Card>
      <CardHeader title="What is connected" />
      <ul className="divide-y text-sm">
        <Item
          name="Claude"
          isOn={connected.claude}
          on="Each analysis asks Claude after the built-in engine; a claim it cannot cite is dropped."
          off="The built-in engine works alone. Set ANTHROPIC_API_KEY and start again to add Claude."
        />
        <Item
          name="GitHub"
          isOn={connected.github}
          on="Commits are read from GitHub repositories, and Open PR makes a draft pull request."
          off="Open PR makes a branch and a commit in the local repository. For draft pull requests add GitHub under Integrations, or set GITHUB_TOKEN, or a GitHub App, and start again."
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
