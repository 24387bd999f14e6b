/** How `npm start`, in the same process, learns how the boot went, and how it asks for the end. */
interface Starter {
  ready(): void;
  failed(error: unknown): void;
  stop?: () => Promise<void>;
}

const STARTER = Symbol.for("pipeline-debugger.starter");

/** Next calls this once, before the first request is answered. A boot that fails ends `npm start`. */
export async function register(): Promise<void> {
  // oxlint-disable-next-line node/no-process-env -- The bundler replaces it: the edge build must not see the import.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const starter = (globalThis as { [STARTER]?: Starter })[STARTER];
  try {
    const { boot, stop } = await import("./instrumentation-node");
    await boot();
    if (starter) starter.stop = stop;
    starter?.ready();
  } catch (error) {
    if (!starter) throw error;
    starter.failed(error);
  }
}
