import { CreateNoisePolicy, WEEKDAYS, type NoisePolicy } from "@/lib/incidents/noise/schemas";

/** The kinds of the form: a maintenance window is either recurring or single. */
export type FormKind = "mute" | "maintenance" | "maintenance_once" | "min_severity" | "flapping";

export const FORM_KINDS: Record<FormKind, string> = {
  mute: "Mute",
  maintenance: "Maintenance window, recurring",
  maintenance_once: "Maintenance window, once",
  min_severity: "Minimum severity",
  flapping: "Flapping",
};

/** What a person without the right to everything may set up. */
export const SILENCING_KINDS: readonly FormKind[] = ["mute", "maintenance", "maintenance_once"];

export function formKindOf({ kind, rule }: Pick<NoisePolicy, "kind" | "rule">): FormKind {
  return kind === "maintenance" && "until" in rule ? "maintenance_once" : kind;
}

/**
 * The policy that a form describes. Times of `datetime-local` fields are in the reader's zone.
 * @param unnamed the name of a policy that has none yet
 * @throws Error with the first problem, in words.
 */
export function policyFromForm(kind: FormKind, form: FormData, unnamed = ""): CreateNoisePolicy {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const written = {
    name: text("name") || unnamed,
    pipelines: listOf(text("pipelines")),
    environments: listOf(text("environments")),
    sourceId: text("sourceId") || null,
    reason: text("reason") || null,
    ...ruleFromForm(kind, form, text),
  };
  const parsed = CreateNoisePolicy.safeParse(written);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${labelOf(issue?.path ?? [])}: ${issue?.message ?? "is not valid"}`);
}

function ruleFromForm(kind: FormKind, form: FormData, text: (name: string) => string) {
  const zoned = (name: string) => {
    const at = new Date(text(name));
    return Number.isNaN(at.getTime()) ? null : at.toISOString();
  };
  switch (kind) {
    case "mute":
      return { kind: "mute", expiresAt: text("expiresAt") === "" ? null : zoned("expiresAt") };
    case "maintenance_once":
      return { kind: "maintenance", rule: { from: zoned("start"), until: zoned("end") } };
    case "maintenance":
      return {
        kind: "maintenance",
        rule: {
          weekdays: WEEKDAYS.filter((day) => form.getAll("weekdays").includes(day)),
          from: text("from"),
          to: text("to"),
          zone: text("zone"),
        },
      };
    case "min_severity":
      return { kind: "min_severity", rule: { severity: text("severity") } };
    case "flapping":
      return {
        kind: "flapping",
        rule: {
          times: Number(text("times")),
          withinMinutes: Number(text("withinMinutes")),
          holdMinutes: Number(text("holdMinutes")),
        },
      };
  }
}

const LABELS: Readonly<Record<string, string>> = {
  until: "End",
  from: "Start",
  zone: "Time zone",
  expiresAt: "Until",
  withinMinutes: "Within",
  holdMinutes: "Hold for",
};

function labelOf(path: readonly PropertyKey[]): string {
  const name = String(path.findLast((part) => typeof part === "string") ?? "Policy");
  return LABELS[name] ?? name.charAt(0).toUpperCase() + name.slice(1);
}

/** Names and patterns, separated by commas or lines. */
function listOf(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter(Boolean);
}

/** An ISO time as the value of a `datetime-local` field, in the reader's zone. */
export function localMinute(iso: string): string {
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
