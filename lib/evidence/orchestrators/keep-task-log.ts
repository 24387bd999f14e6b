import { setImmediate as nextTurn } from "node:timers/promises";
import { keptInput, type LogInput } from "@/lib/background/read-log";
import { LogKeeper, TASK_LOG_BUDGET } from "@/lib/logs/retention/keep-log";
import { renderAirflowLog } from "@/lib/vendors/airflow/render-log";
import type { TextKeeper } from "@/lib/vendors/airflow/task-log";

/** A log of no more bytes is left to the worker as it is; of a larger one what comes before its last such part is sifted. */
const RAW_BYTES = 16 * 2 ** 20;
/** So much is sifted before others have a turn: some 5 ms. */
const BLOCK_BYTES = 128 * 1_024;

/**
 * Keeps a task's log while it streams in, without holding the event loop: its bytes as they are up to 16 MiB, of a
 * larger log what understanding it takes, sifted as fast as it comes.
 */
export class TaskLogKeeper implements TextKeeper {
  private open: Buffer[] = [];
  private openBytes = 0;
  private readonly blocks: Buffer[] = [];
  private blockBytes = 0;
  private keeper: LogKeeper | null = null;

  /** `isStructured`: each push is one whole line, perhaps a structured message. */
  constructor(
    private readonly isStructured: boolean,
    private readonly rawBytes = RAW_BYTES,
  ) {}

  push(bytes: Uint8Array): void {
    this.open.push(Buffer.from(bytes));
    this.openBytes += bytes.length;
    if (this.openBytes < BLOCK_BYTES) return;
    this.closeBlock();
    while (this.blockBytes > this.rawBytes) this.siftBlock();
  }

  private closeBlock(): void {
    this.blocks.push(Buffer.concat(this.open));
    this.blockBytes += this.openBytes;
    this.open = [];
    this.openBytes = 0;
  }

  private siftBlock(): void {
    const block = this.blocks.shift() ?? Buffer.alloc(0);
    this.blockBytes -= block.length;
    // It must not collect again what was collected here.
    this.keeper ??= new LogKeeper({ ...TASK_LOG_BUDGET, whole: 0 });
    this.keeper.push(this.isStructured ? Buffer.from(renderAirflowLog(block.toString())) : block);
  }

  /** What was kept is asked for by `input`. */
  finish(): { text: string; firstLine: number; isCut: boolean } {
    return { text: "", firstLine: 1, isCut: true };
  }

  /** What was kept, to be read, once the log has ended. */
  async input(kind: LogInput["kind"]): Promise<LogInput> {
    this.closeBlock();
    if (this.keeper === null)
      return { text: Buffer.concat(this.blocks), kind, isStructured: this.isStructured, part: null };
    while (this.blocks.length > 0) {
      this.siftBlock();
      await nextTurn();
    }
    return keptInput(this.keeper.finish(), kind);
  }
}
