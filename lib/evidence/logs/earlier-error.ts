import "server-only";
import { textInput } from "@/lib/background/read-log";
import { carriedText } from "@/lib/evidence/carried-text";
import type { EvidenceTarget } from "@/lib/evidence/collector";
import { readLogPiece, type LogPiece } from "@/lib/evidence/logs/read-log-piece";
import { hasErrorText } from "@/lib/failures/error-text";
import { isRunScope, taskOf } from "@/lib/failures/subject";
import { descriptorOf } from "@/lib/intake/sources/registry";
import { understandDeliveries } from "@/lib/intake/understand-delivery";
import type { Context } from "@/lib/platform/context";

interface EarlierTry {
  task: string;
  tryNumber: number;
  errorType: string | null;
  errorMessage: string | null;
  /** Of the deliveries that arrived with its latest report. */
  deliveryIds: string[];
}

/** The latest try with an error in a run whose report has none; not of a task that has succeeded since. */
const LATEST_ERROR = `
SELECT t.external_id AS task, a.try_number AS "tryNumber", a.error_type AS "errorType", a.error_message AS "errorMessage",
  ARRAY(SELECT d.id FROM deliveries d WHERE d.workspace_id = $1 AND d.received_at = a.reported_at AND d.status <> 'duplicate'
    LIMIT 20) AS "deliveryIds"
FROM runs r JOIN attempts a ON a.run_id = r.id JOIN tasks t ON t.id = a.task_id
WHERE r.workspace_id = $1 AND r.pipeline_id = $2 AND r.external_id = $3 AND ($4::text IS NULL OR t.external_id = $4)
  AND (a.error_type IS NOT NULL OR a.error_message IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM attempts b WHERE b.run_id = a.run_id AND b.task_id = a.task_id AND b.map_index = a.map_index
    AND b.try_number >= a.try_number AND b.outcome = 'succeeded')
ORDER BY a.reported_at DESC, a.try_number DESC LIMIT 1`;

/**
 * The error that the sender reported of an earlier try in a run which it then reported as failed without saying why. A stand-in
 * for the log of the failed try: a claim about another one. Null if there is none.
 */
export async function findEarlierError(ctx: Context, incident: EvidenceTarget): Promise<LogPiece | null> {
  const { report, pipelineId, run, task, tryNumber } = incident;
  if (!isRunScope(report) || hasErrorText(report) || pipelineId === null || run === null) return null;
  const { rows } = await ctx.pool.query<EarlierTry>(LATEST_ERROR, [ctx.workspaceId, pipelineId, run, task]);
  const [earlier] = rows;
  const text = earlier && (await errorText(ctx, run, earlier));
  if (!text) return null;
  const log = textInput(text, descriptorOf(incident.source.kind).logKind);
  const piece = await readLogPiece(log, {
    origin: "webhook",
    isTruncated: false,
    tryNumber: earlier.tryNumber,
  });
  const isSameTry = earlier.tryNumber === tryNumber;
  const failed =
    tryNumber === null || isSameTry ? "the try that failed last" : `try ${tryNumber}, which failed last`;
  return {
    ...piece,
    title: `Error of try ${earlier.tryNumber} of ${earlier.task}`,
    facts: { ...piece.facts, isStandIn: true },
    relevance: 0.8,
    relevanceReason: "an earlier try of the same run",
    message: `The sender said nothing about ${failed}. This is what it reported of try ${earlier.tryNumber} of ${earlier.task}.`,
  };
}

/** With the traceback, if the delivery is still stored. */
async function errorText(ctx: Context, run: string, earlier: EarlierTry): Promise<string | null> {
  const told = await understandDeliveries(ctx, earlier.deliveryIds);
  const found = told.find(({ report }) => {
    const subject = taskOf(report);
    return (
      report.exception !== null &&
      subject?.run?.externalId === run &&
      subject.task?.externalId === earlier.task &&
      subject.attempt?.tryNumber === earlier.tryNumber
    );
  });
  if (found) return carriedText(found.report);
  return [earlier.errorType, earlier.errorMessage].filter(Boolean).join(": ") || null;
}
