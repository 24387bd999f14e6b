/** Next calls this once, before the first request is answered. */
export async function register(): Promise<void> {
  // oxlint-disable-next-line node/no-process-env -- The bundler replaces it: the edge build must not see the import.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { boot } = await import("./instrumentation-node");
  await boot();
}
