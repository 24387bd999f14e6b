import { Criticality, CRITICALITIES } from "@/lib/failures/schemas";
import { Deadline, DEADLINE_CALENDARS, type DeclaredSettings } from "@/lib/pipelines/schemas";

/** At most this many remarks on declarations that were not understood. */
const MAX_NOTES = 20;
const MAX_VALUE = 200;

/** Tiers as service catalogs count them, the most important first. */
const TIERS: Readonly<Record<string, Criticality>> = {
  "0": "critical",
  "1": "critical",
  "2": "high",
  "3": "normal",
  "4": "low",
};

/**
 * Reads the settings that a pipeline's definition declares: in DAG tags (`criticality:high`, `tier:1`,
 * `owner:team-slug`, `deadline:weekdays@07:30@Europe/Berlin`) or in dbt's `meta` (the same names; a deadline may be an
 * object `{ time, zone, calendar }`). Tags come first. Other tags and keys are nobody's business; a known name with a
 * value that is not understood is ignored with a note.
 */
export function declaredSettings(tags: readonly string[], meta: unknown = null): DeclaredSettings {
  const declared: DeclaredSettings = {
    criticality: null,
    deadline: null,
    owner: null,
    origins: {},
    notes: [],
  };
  for (const tag of tags) {
    const at = tag.indexOf(":");
    if (at > 0) declare(declared, tag.slice(0, at), tag.slice(at + 1), `tag ${tag.slice(0, MAX_VALUE)}`);
  }
  if (isRecord(meta))
    for (const [key, value] of Object.entries(meta)) declare(declared, key, value, `meta ${key}`);
  return declared;
}

/** The first declaration of a setting counts. */
function declare(declared: DeclaredSettings, key: string, value: unknown, origin: string): void {
  const setting = SETTINGS.get(key.trim().toLowerCase());
  if (!setting) return;
  const { name, read, expected } = setting;
  const found = read(value);
  if (found === null) note(declared, `${origin}: ${expected}`);
  else if (declared[name] !== null)
    note(declared, `${origin}: already declared by ${declared.origins[name]}`);
  else {
    Object.assign(declared, { [name]: found });
    declared.origins[name] = origin;
  }
}

interface Setting {
  name: "criticality" | "deadline" | "owner";
  read: (value: unknown) => string | Deadline | null;
  /** What was expected, for a note. */
  expected: string;
}

const OWNER: Setting = { name: "owner", read: readOwner, expected: "must be the slug of a team" };

const SETTINGS: ReadonlyMap<string, Setting> = new Map<string, Setting>([
  [
    "criticality",
    {
      name: "criticality",
      read: (value) => Criticality.safeParse(textOf(value)?.toLowerCase()).data ?? null,
      expected: `must be ${CRITICALITIES.slice(0, -1).join(", ")} or ${CRITICALITIES.at(-1)}`,
    },
  ],
  [
    "tier",
    {
      name: "criticality",
      read: (value) => TIERS[textOf(value)?.replace(/^tier[-_ ]?/i, "") ?? ""] ?? null,
      expected: "must be 0 to 4",
    },
  ],
  ["owner", OWNER],
  ["team", OWNER],
  [
    "deadline",
    {
      name: "deadline",
      read: readDeadline,
      expected: "must be a deadline such as 07:30@Europe/Berlin or weekdays@07:30@Europe/Berlin",
    },
  ],
]);

/** `07:30`, `07:30@Europe/Berlin`, `weekdays@07:30@Europe/Berlin`, or an object. UTC if no zone is given. */
function readDeadline(value: unknown): Deadline | null {
  if (isRecord(value)) {
    const { time, zone, timezone, calendar } = value;
    const written = { time: textOf(time), zone: zone ?? timezone ?? "UTC", calendar: calendar ?? "daily" };
    return Deadline.safeParse(written).data ?? null;
  }
  const parts = textOf(value)?.split("@") ?? [];
  const calendars: readonly string[] = DEADLINE_CALENDARS;
  const calendar = calendars.includes(parts[0] ?? "") ? parts.shift() : "daily";
  const [time, zone = "UTC", ...rest] = parts;
  return rest.length > 0 ? null : (Deadline.safeParse({ time, zone, calendar }).data ?? null);
}

function readOwner(value: unknown): string | null {
  return textOf(value)?.replace(/^@/, "") || null;
}

/** A short text or number as text. */
function textOf(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string" || value.length > MAX_VALUE) return null;
  return value.trim() || null;
}

function note(declared: DeclaredSettings, text: string): void {
  if (declared.notes.length < MAX_NOTES) declared.notes.push(text);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
