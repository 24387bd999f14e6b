import type * as callbacks from "./instrumentation-node";

/** Callbacks of `npm start`, which runs in the same process: it is told the result of the boot, and calls `receive` and `stop`. */
interface Starter {
  ready(): void;
  failed(error: unknown): void;
  stop?: () => Promise<void>;
  /** Serves webhooks without Next. */
  receive?: typeof callbacks.receive;
}

const STARTER = Symbol.for("pipeline-debugger.starter");

/** Next calls this once, before the first request. If the boot fails, `npm start` exits. */
export async function register(): Promise<void> {
  // oxlint-disable-next-line node/no-process-env -- The bundler replaces it, so that the edge build excludes the import.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const starter = (globalThis as { [STARTER]?: Starter })[STARTER];
  try {
    const { boot, receive, stop } = await import("./instrumentation-node");
    await boot();
    if (starter) Object.assign(starter, { receive, stop });
    starter?.ready();
  } catch (error) {
    if (!starter) throw error;
    starter.failed(error);
  }
}
