import { Middleware } from "inngest";
import { pool } from "@/lib/platform/db/pool";
import { messageOf } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { redact } from "@/lib/redaction/redact";
import { recordProgress, type ProgressEvent } from "@/lib/workflows/record-progress";

/** Steps shorter than this are recorded once, when they end, because only long ones are worth showing. */
const SHOW_RUNNING_AFTER_MS = 120;

/** Internal step ids, not shown as progress. */
const HIDDEN = /^(choose-|send-|sleep-|wait-)/;

interface StepArgs {
  ctx: { event: { data?: unknown }; attempt: number };
  stepInfo: { options: { id: string } };
}

interface OpenStep {
  startedAt: Date;
  timer: NodeJS.Timeout;
  written: Promise<void> | null;
}

/**
 * Records the progress of runs and steps, whichever engine runs them. Only runs whose event names a workflow are
 * recorded. Errors are logged and never fail the workflow.
 */
export class RecordWorkflows extends Middleware.BaseMiddleware {
  readonly id = "record-workflows";
  private readonly open = new Map<string, OpenStep>();

  override async onRunStart({ ctx }: Middleware.OnRunStartArgs): Promise<void> {
    await this.write(ctx, (workflowId) => ({
      kind: "run-started",
      workflowId,
      engineRunId: ctx.runId,
      at: new Date(),
    }));
  }

  override onStepStart(args: Middleware.OnStepStartArgs): void {
    if (HIDDEN.test(stepName(args))) return;
    const startedAt = new Date();
    const step: OpenStep = {
      startedAt,
      written: null,
      timer: setTimeout(() => {
        step.written = this.write(args.ctx, (workflowId) => ({
          kind: "step-started",
          workflowId,
          step: stepName(args),
          attempt: args.ctx.attempt + 1,
          at: startedAt,
        }));
      }, SHOW_RUNNING_AFTER_MS),
    };
    this.open.set(args.stepInfo.hashedId, step);
  }

  override async onStepComplete(args: Middleware.OnStepCompleteArgs): Promise<void> {
    if (HIDDEN.test(stepName(args))) return;
    const startedAt = await this.close(args.stepInfo.hashedId);
    await this.write(args.ctx, (workflowId) => ({
      kind: "step-completed",
      workflowId,
      step: stepName(args),
      attempt: args.ctx.attempt + 1,
      startedAt,
      at: new Date(),
    }));
  }

  override async onStepError(args: Middleware.OnStepErrorArgs): Promise<void> {
    const startedAt = await this.close(args.stepInfo.hashedId);
    await this.write(args.ctx, (workflowId) => ({
      kind: "step-failed",
      workflowId,
      step: stepName(args),
      attempt: args.ctx.attempt + 1,
      isFinal: args.isFinalAttempt,
      error: safeMessage(args.error),
      startedAt,
      at: new Date(),
    }));
  }

  override async onRunComplete({ ctx }: Middleware.OnRunCompleteArgs): Promise<void> {
    await this.write(ctx, (workflowId) => ({ kind: "run-completed", workflowId, at: new Date() }));
  }

  override async onRunError({ ctx, error, isFinalAttempt }: Middleware.OnRunErrorArgs): Promise<void> {
    if (!isFinalAttempt) return;
    await this.write(ctx, (workflowId) => ({
      kind: "run-failed",
      workflowId,
      error: safeMessage(error),
      at: new Date(),
    }));
  }

  private async close(hashedId: string): Promise<Date> {
    const step = this.open.get(hashedId);
    this.open.delete(hashedId);
    clearTimeout(step?.timer);
    await step?.written;
    return step?.startedAt ?? new Date();
  }

  private async write(
    ctx: { event: { data?: unknown } },
    event: (workflowId: string) => ProgressEvent,
  ): Promise<void> {
    const workflowId = (ctx.event.data as { workflowId?: unknown } | undefined)?.workflowId;
    if (typeof workflowId !== "string") return;
    await recordProgress(pool(), event(workflowId)).catch((error: unknown) => {
      log.warn({ err: error, workflowId }, "could not record workflow progress");
    });
  }
}

function stepName(args: StepArgs): string {
  return args.stepInfo.options.id;
}

function safeMessage(error: unknown): string {
  return redact(messageOf(error)).text.slice(0, 1_000);
}
