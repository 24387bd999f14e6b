import { renderAirflowLog } from "@/lib/vendors/airflow/render-log";
import { LogKeeper, TASK_LOG_BUDGET, type KeptLog } from "@/lib/logs/retention/keep-log";

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
