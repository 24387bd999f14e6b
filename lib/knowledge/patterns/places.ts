/** Parts of a fingerprint that say where in the code it happened. */
const CODE_PARTS: ReadonlySet<string> = new Set(["frames", "library"]);

interface Placed {
  pipelineId: string | null;
  taskId: string | null;
  /** `{ name, value }[]` */
  fingerprintParts: unknown;
}

/** Where a failure happened: its task or pipeline, and the code that raised it. Pure. */
export function placesOf({ pipelineId, taskId, fingerprintParts }: Placed): string[] {
  const parts = Array.isArray(fingerprintParts)
    ? (fingerprintParts as { name: string; value: string }[])
    : [];
  const code = parts.flatMap(({ name, value }) =>
    CODE_PARTS.has(name) && value !== "" ? [`code ${value}`] : [],
  );
  const task = taskId ?? pipelineId;
  return task === null ? code : [`task ${task}`, ...code];
}
