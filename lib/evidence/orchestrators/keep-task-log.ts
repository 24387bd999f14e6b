import { renderAirflowLog } from "@/lib/vendors/airflow/render-log";
import { LogKeeper, type KeepBudget, type KeptLog } from "@/lib/logs/retention/keep-log";

/** A server reads several logs at once: less of each than the command line keeps. */
export const TASK_LOG_BUDGET: KeepBudget = {
  whole: 8 * 2 ** 20,
  head: 2 ** 20,
  tail: 4 * 2 ** 20,
  regions: 3 * 2 ** 20,
};

/** Keeps a task's log while it streams in: its lines as people read them, structured messages rendered. */
export class TaskLogKeeper {
  private readonly keeper = new LogKeeper(TASK_LOG_BUDGET);
  private done: KeptLog | null = null;

  /** `isStructured`: each push is one whole line, perhaps a structured message. */
  constructor(private readonly isStructured: boolean) {}

  push(bytes: Uint8Array): void {
    if (!this.isStructured || bytes[0] !== 0x7b) this.keeper.push(bytes);
    else this.keeper.push(Buffer.from(renderAirflowLog(Buffer.from(bytes).toString())));
  }

  finish(): { text: string; firstLine: number; isCut: boolean } {
    const { text, isWhole } = this.kept();
    return { text, firstLine: 1, isCut: !isWhole };
  }

  /** What was kept, once the log has ended. */
  kept(): KeptLog {
    this.done ??= this.keeper.finish();
    return this.done;
  }
}

/** Keeps a text that is in memory already. */
export function keepText(text: string): KeptLog {
  const keeper = new LogKeeper(TASK_LOG_BUDGET);
  keeper.push(Buffer.from(text));
  return keeper.finish();
}
