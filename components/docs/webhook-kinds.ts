import type { SourceKindView } from "@/lib/sources/schemas";

const MIB = 1_048_576;

/** Which webhooks are understood, which are only stored, and how large a delivery may be. */
export function webhookKindsNote(kinds: readonly SourceKindView[]): string {
  const names = (isUnderstood: boolean) =>
    kinds.filter((kind) => kind.isUnderstood === isUnderstood).map(({ kind }) => kind);
  const usual = Math.min(...kinds.map((kind) => kind.maxBodyBytes));
  const larger = kinds.filter((kind) => kind.maxBodyBytes > usual);
  const limits = [
    `At most ${usual / MIB} MiB`,
    ...larger.map((kind) => `${kind.name} ${kind.maxBodyBytes / MIB} MiB`),
  ];
  const stored = names(false);
  return [
    `${limits.join(", ")}.`,
    `Understood so far: ${names(true).join(", ")}.`,
    ...(stored.length > 0
      ? [`Deliveries of the other kinds (${stored.join(", ")}) are stored and answered 422.`]
      : []),
  ].join(" ");
}
