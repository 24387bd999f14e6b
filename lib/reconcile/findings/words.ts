/** A duration in the two largest units, such as `2 h 14 min`. Pure. */
export function durationWords(ms: number): string {
  const seconds = Math.max(Math.round(ms / 1000), 0);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.round(hours / 24)} days`;
}

/** A time of day, with its date unless it is within twelve hours of `now`, and with its zone. Pure. */
export function timeWords(at: Date, now: Date, zone: string | null): string {
  const timeZone = zone ?? "UTC";
  const isNear = Math.abs(at.getTime() - now.getTime()) < 12 * 3_600_000;
  try {
    const text = new Intl.DateTimeFormat("en-CA", {
      timeZone,
      hourCycle: "h23",
      hour: "2-digit",
      minute: "2-digit",
      ...(isNear ? {} : { year: "numeric", month: "2-digit", day: "2-digit" }),
    }).format(at);
    return `${text.replace(", ", " ")} ${timeZone}`;
  } catch {
    // A zone that this system does not know.
    return timeWords(at, now, null);
  }
}
