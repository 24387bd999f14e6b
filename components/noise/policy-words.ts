import { minutesWords, phrase } from "@/components/ui/words";
import {
  FlappingRule,
  MaintenanceRule,
  MinSeverityRule,
  type NoisePolicy,
} from "@/lib/incidents/noise/schemas";

export const KIND_LABEL: Record<NoisePolicy["kind"], string> = {
  mute: "Mute",
  maintenance: "Maintenance",
  min_severity: "Minimum severity",
  flapping: "Flapping",
};

/** What each kind is for, in the form. */
export const KIND_PURPOSE: Record<NoisePolicy["kind"], string> = {
  mute: "Everything it covers, until a time or for good.",
  maintenance: "Everything it covers, during a window.",
  min_severity: "Whatever is less severe, until it becomes more severe.",
  flapping: "A failure that keeps coming and going, until it stays.",
};

/** What a policy does, in one sentence. */
export function ruleSentence({
  kind,
  rule,
  expiresAt,
}: Pick<NoisePolicy, "kind" | "rule" | "expiresAt">): string {
  switch (kind) {
    case "mute":
      return expiresAt ? "Suppresses everything until it ends" : "Suppresses everything, without an end";
    case "maintenance": {
      const read = MaintenanceRule.safeParse(rule).data;
      if (!read) return "";
      if ("weekdays" in read) return `${daysWords(read.weekdays)}, ${read.from} to ${read.to} ${read.zone}`;
      return `Once, from ${minuteOf(read.from)} to ${minuteOf(read.until)}`;
    }
    case "min_severity": {
      const read = MinSeverityRule.safeParse(rule).data;
      return read ? `Suppresses what is less severe than ${read.severity}` : "";
    }
    case "flapping": {
      const read = FlappingRule.safeParse(rule).data;
      if (!read) return "";
      return `After ${read.times} recoveries within ${minutesWords(read.withinMinutes)}, until it stays failed for ${minutesWords(read.holdMinutes)} or fails ${read.times} more times`;
    }
  }
}

/** What a policy covers: `orders_*, billing · production`. */
export function scopeWords(
  { pipelines, environments, sourceId }: Pick<NoisePolicy, "pipelines" | "environments" | "sourceId">,
  sourceName: string | null,
): string {
  const parts = [
    pipelines.join(", ") || "all pipelines",
    environments.join(", ") || null,
    sourceId === null ? null : `source ${sourceName ?? "that was removed"}`,
  ];
  return parts.filter((part) => part !== null).join(" · ");
}

const WORKDAYS = "mon,tue,wed,thu,fri";

function daysWords(weekdays: readonly string[]): string {
  if (weekdays.length === 7) return "Every day";
  if (weekdays.join() === WORKDAYS) return "On weekdays";
  return weekdays.map((day) => phrase(day).replace(/^./, (letter) => letter.toUpperCase())).join(", ");
}

/** `2026-11-30 08:00 UTC`. */
function minuteOf(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
