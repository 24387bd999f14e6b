"use client";

import { useIsBrowser, useNow } from "@/components/time/clock";
import { age, exactTime, relativeTime } from "@/components/time/format-time";

interface TimeAgoProps {
  at: string;
  /** `age` drops "ago", for columns. */
  form?: "ago" | "age";
  className?: string;
}

/** A relative time, with the exact time and zone on hover. */
export function TimeAgo({ at, form = "ago", className }: TimeAgoProps) {
  const now = useNow();
  const isBrowser = useIsBrowser();
  return (
    <time dateTime={at} title={isBrowser ? exactTime(at) : undefined} className={className}>
      {form === "age" ? age(at, now) : relativeTime(at, now)}
    </time>
  );
}

/** The exact time in the reader's zone; UTC until the zone is known. */
export function ExactTime({ at, className }: { at: string; className?: string }) {
  const isBrowser = useIsBrowser();
  return (
    <time dateTime={at} className={className}>
      {exactTime(at, isBrowser ? undefined : "UTC")}
    </time>
  );
}
