import type { SourceKindView } from "@/lib/sources/schemas";

const MIB = 1_048_576;

/** Which webhook kinds are supported, which are only stored, and the size limits. */
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
    `Supported: ${names(true).join(", ")}.`,
    ...(stored.length > 0
      ? [`Deliveries of other kinds (${stored.join(", ")}) are stored and answered with 422.`]
      : []),
  ].join(" ");
}
