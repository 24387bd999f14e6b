"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Field, Input, Select } from "@/components/ui/field";
import { sentence } from "@/components/ui/words";
import { Criticality, CRITICALITIES } from "@/lib/failures/schemas";
import { updatePipeline } from "@/lib/desk/pipeline/query-options";
import type { PipelineDetail } from "@/lib/desk/pipeline/schemas";
import { DEADLINE_CALENDARS, type PipelineSettings, type UpdatePipeline } from "@/lib/pipelines/schemas";
import { teamsQuery } from "@/lib/workspaces/teams/query-options";

/** Changes the settings that people make; an empty field falls back to what is declared. */
export function SettingsForm({ pipeline, onDone }: { pipeline: PipelineDetail; onDone: () => void }) {
  const client = useQueryClient();
  const { criticality, deadline, ownerTeam } = pipeline.settings;
  const save = useMutation({
    mutationFn: (body: UpdatePipeline) => updatePipeline(pipeline.id, body),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["pipelines"] });
      onDone();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate(settingsFromForm(new FormData(event.currentTarget)));
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3 p-4" aria-label="Settings of the pipeline">
      <CriticalityField setting={criticality} />
      <DeadlineFields setting={deadline} />
      <OwnerField setting={ownerTeam} />
      <Button type="submit" variant="primary" className="self-start" disabled={save.isPending}>
        Save
      </Button>
      {save.error && (
        <Callout tone="danger" role="alert">
          {save.error.message}
        </Callout>
      )}
    </form>
  );
}

function CriticalityField({ setting }: { setting: PipelineSettings["criticality"] }) {
  return (
    <Field label="Criticality" hint={fallbackHint(setting)}>
      {(attributes) => (
        <Select
          {...attributes}
          name="criticality"
          defaultValue={setting.origin === "set" ? setting.value : ""}
        >
          <option value="">{setting.declaredBy ? "As declared" : "Normal, the default"}</option>
          {CRITICALITIES.map((value) => (
            <option key={value} value={value}>
              {sentence(value)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function DeadlineFields({ setting }: { setting: PipelineSettings["deadline"] }) {
  const own = setting.origin === "set" ? setting.value : null;
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Deadline" hint={fallbackHint(setting) ?? "Leave empty for none."}>
          {(attributes) => <Input {...attributes} name="time" type="time" defaultValue={own?.time} />}
        </Field>
        <Field label="On">
          {(attributes) => (
            <Select {...attributes} name="calendar" defaultValue={own?.calendar ?? "daily"}>
              {DEADLINE_CALENDARS.map((calendar) => (
                <option key={calendar} value={calendar}>
                  {sentence(calendar)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <Field label="Time zone of the deadline">
        {(attributes) => (
          <Input
            {...attributes}
            name="zone"
            maxLength={100}
            defaultValue={own?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone}
          />
        )}
      </Field>
    </>
  );
}

function OwnerField({ setting }: { setting: PipelineSettings["ownerTeam"] }) {
  const { data: teams } = useQuery(teamsQuery());
  return (
    <Field label="Owner team" hint={fallbackHint(setting)}>
      {(attributes) => (
        <Select
          // The teams arrive after the field is shown.
          key={teams ? "loaded" : "loading"}
          {...attributes}
          name="ownerTeamId"
          defaultValue={setting.origin === "set" ? setting.value?.id : ""}
        >
          <option value="">Not set here</option>
          {(teams?.items ?? []).map((team) => (
            <option key={team.id} value={team.id}>
              {team.name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function fallbackHint({ declaredBy, origin }: PipelineSettings[keyof PipelineSettings]): string | undefined {
  if (declaredBy === null) return undefined;
  return origin === "team" ? `Otherwise the team that owns ${declaredBy}.` : `Declared by ${declaredBy}.`;
}

function settingsFromForm(form: FormData): UpdatePipeline {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const time = text("time").slice(0, 5);
  const calendar = DEADLINE_CALENDARS.find((known) => known === text("calendar"));
  return {
    criticality: Criticality.safeParse(text("criticality")).data ?? null,
    deadline: time === "" ? null : { time, zone: text("zone"), calendar },
    ownerTeamId: text("ownerTeamId") || null,
  };
}
