"use client";

import { useState, type ReactNode } from "react";
import { useCan } from "@/components/layout/me";
import { SettingsForm } from "@/components/pipelines/settings-form";
import { deadlineWords, originWords } from "@/components/pipelines/setting-words";
import { TimeAgo } from "@/components/time/time-ago";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { sentence } from "@/components/ui/words";
import type { PipelineDetail } from "@/lib/desk/pipeline/schemas";
import type { PipelineSettings } from "@/lib/pipelines/schemas";

/** How much depends on the pipeline, when it must be done and whose it is; with the origin of each. */
export function SettingsCard({ pipeline }: { pipeline: PipelineDetail }) {
  const [isEditing, setEditing] = useState(false);
  const canEdit = useCan("pipeline.update");
  const { settings, nextDeadlineAt, declarationNotes, tags } = pipeline;
  const { criticality, deadline, ownerTeam } = settings;
  return (
    <Card aria-label="Settings">
      <CardHeader
        title="Settings"
        aside={
          canEdit && (
            <Button size="sm" onClick={() => setEditing(!isEditing)}>
              {isEditing ? "Cancel" : "Edit"}
            </Button>
          )
        }
      />
      {isEditing ? (
        <SettingsForm pipeline={pipeline} onDone={() => setEditing(false)} />
      ) : (
        <dl className="divide-y text-sm">
          <Setting name="Criticality" setting={criticality}>
            {sentence(criticality.value)}
          </Setting>
          <Setting name="Deadline" setting={deadline}>
            {deadline.value ? deadlineWords(deadline.value) : <span className="text-faint">none</span>}
            {nextDeadlineAt && (
              <span className="text-muted">
                , next <TimeAgo at={nextDeadlineAt} />
              </span>
            )}
          </Setting>
          <Setting name="Owner team" setting={ownerTeam}>
            {ownerTeam.value?.name ?? <span className="text-faint">none</span>}
          </Setting>
          {tags.length > 0 && (
            <div className="flex gap-3 px-4 py-2">
              <dt className="w-20 shrink-0 text-muted">Tags</dt>
              <dd className="min-w-0 flex-1 font-mono text-xs anywhere">{tags.join(", ")}</dd>
            </div>
          )}
        </dl>
      )}
      {declarationNotes.length > 0 && (
        <div className="border-t px-4 py-2 text-xs text-muted">
          <p>Declarations that were not understood:</p>
          <ul>
            {declarationNotes.map((note) => (
              <li key={note} className="anywhere">
                {note}
              </li>
            ))}
          </ul>
        </div>
      )}
    </Card>
  );
}

interface SettingProps {
  name: string;
  setting: PipelineSettings[keyof PipelineSettings];
  children: ReactNode;
}

function Setting({ name, setting, children }: SettingProps) {
  return (
    <div className="flex gap-3 px-4 py-2">
      <dt className="w-20 shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 flex-1 anywhere">
        <span className="block">{children}</span>
        <span className="block text-xs text-muted">{originWords(setting)}</span>
      </dd>
    </div>
  );
}
