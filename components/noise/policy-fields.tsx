"use client";

import { useCan } from "@/components/layout/me";
import { Field, Input, Select } from "@/components/ui/field";
import { localMinute, type FormKind } from "@/components/noise/policy-form-values";
import { SEVERITIES } from "@/lib/failures/schemas";
import { WEEKDAYS, type NoisePolicy } from "@/lib/incidents/noise/schemas";

interface PolicyFieldsProps {
  kind: FormKind;
  /** The policy to change; null for a new one. */
  policy: NoisePolicy | null;
}

const own = (rule: Record<string, unknown> | undefined, name: string) => {
  const value = rule?.[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
};

/** The fields of a policy's rule. */
export function RuleFields({ kind, policy }: PolicyFieldsProps) {
  const rule = policy?.rule;
  switch (kind) {
    case "mute":
      return (
        <Field label="Until" hint="In your time zone. Leave empty to mute for good.">
          {(attributes) => (
            <Input
              {...attributes}
              name="expiresAt"
              type="datetime-local"
              defaultValue={policy?.expiresAt ? localMinute(policy.expiresAt) : undefined}
            />
          )}
        </Field>
      );
    case "maintenance_once":
      return (
        <div className="grid gap-3 sm:grid-cols-2">
          {(["from", "until"] as const).map((name) => {
            const value = own(rule, name);
            return (
              <Field key={name} label={name === "from" ? "Start" : "End"} hint="In your time zone.">
                {(attributes) => (
                  <Input
                    {...attributes}
                    name={name === "from" ? "start" : "end"}
                    type="datetime-local"
                    required
                    defaultValue={value && localMinute(value)}
                  />
                )}
              </Field>
            );
          })}
        </div>
      );
    case "maintenance":
      return <RecurringFields rule={rule} />;
    case "min_severity":
      return (
        <Field label="Suppress what is less severe than">
          {(attributes) => (
            <Select {...attributes} name="severity" defaultValue={own(rule, "severity") ?? "high"}>
              {SEVERITIES.filter((severity) => severity !== "low").map((severity) => (
                <option key={severity}>{severity}</option>
              ))}
            </Select>
          )}
        </Field>
      );
    case "flapping":
      return <FlappingFields rule={rule} />;
  }
}

function RecurringFields({ rule }: { rule: Record<string, unknown> | undefined }) {
  const chosen = Array.isArray(rule?.["weekdays"]) ? (rule["weekdays"] as string[]) : ["sat", "sun"];
  return (
    <>
      <fieldset className="flex flex-col gap-1">
        <legend className="pb-1 text-sm font-medium">On</legend>
        <div className="flex flex-wrap gap-x-4 gap-y-1.5">
          {WEEKDAYS.map((day) => (
            <label key={day} className="flex items-center gap-1.5 text-sm">
              <input type="checkbox" name="weekdays" value={day} defaultChecked={chosen.includes(day)} />
              {day.charAt(0).toUpperCase() + day.slice(1)}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="grid gap-3 sm:grid-cols-3">
        <Field label="From">
          {(attributes) => (
            <Input
              {...attributes}
              name="from"
              type="time"
              required
              defaultValue={own(rule, "from") ?? "22:00"}
            />
          )}
        </Field>
        <Field label="To" hint="The next day if it is earlier.">
          {(attributes) => (
            <Input {...attributes} name="to" type="time" required defaultValue={own(rule, "to") ?? "04:00"} />
          )}
        </Field>
        <Field label="Time zone">
          {(attributes) => (
            <Input
              {...attributes}
              name="zone"
              required
              maxLength={100}
              defaultValue={own(rule, "zone") ?? Intl.DateTimeFormat().resolvedOptions().timeZone}
            />
          )}
        </Field>
      </div>
    </>
  );
}

function FlappingFields({ rule }: { rule: Record<string, unknown> | undefined }) {
  const fields = [
    { name: "times", label: "Recoveries", hint: undefined, initial: "3", min: 2, max: 50 },
    { name: "withinMinutes", label: "Within", hint: "Minutes.", initial: "60", min: 5, max: 1_440 },
    {
      name: "holdMinutes",
      label: "Hold for",
      hint: "Minutes that it must stay failed.",
      initial: "15",
      min: 1,
      max: 1_440,
    },
  ];
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      {fields.map(({ name, label, hint, initial, min, max }) => (
        <Field key={name} label={label} hint={hint}>
          {(attributes) => (
            <Input
              {...attributes}
              name={name}
              type="number"
              required
              min={min}
              max={max}
              defaultValue={own(rule, name) ?? initial}
            />
          )}
        </Field>
      ))}
    </div>
  );
}

/** Name, what it covers and why. */
export function ScopeFields({ policy }: { policy: NoisePolicy | null }) {
  const mayCoverAll = useCan("noise-policy.manage");
  return (
    <>
      <Field label="Name">
        {(attributes) => (
          <Input
            {...attributes}
            name="name"
            required
            maxLength={80}
            placeholder="Warehouse upgrade"
            defaultValue={policy?.name}
          />
        )}
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Pipelines" hint="Names, separated by commas; * matches any text. Empty: all.">
          {(attributes) => (
            <Input
              {...attributes}
              name="pipelines"
              placeholder="orders_*, billing"
              defaultValue={policy?.pipelines.join(", ")}
            />
          )}
        </Field>
        <Field label="Environments" hint="The same. Empty: all.">
          {(attributes) => (
            <Input
              {...attributes}
              name="environments"
              placeholder="staging"
              defaultValue={policy?.environments.join(", ")}
            />
          )}
        </Field>
      </div>
      {!mayCoverAll && (
        <p className="text-sm text-muted">
          Name pipelines or environments: only admins can silence the whole workspace.
        </p>
      )}
      <Field label="Reason" hint="Shown with every incident that it suppresses.">
        {(attributes) => (
          <Input {...attributes} name="reason" maxLength={500} defaultValue={policy?.reason ?? undefined} />
        )}
      </Field>
    </>
  );
}
