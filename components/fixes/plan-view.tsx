import { Chip } from "@/components/ui/chip";
import { CodeBlock } from "@/components/ui/code-block";
import { Prose } from "@/components/ui/prose";
import type { FixPlan, PlanInterval, PlanStep } from "@/lib/fixes/plans/schemas";

/** What a person does, in order: steps with commands to copy, the runs to repeat, and the order of pipelines. */
export function PlanView({ plan }: { plan: FixPlan }) {
  return (
    <div className="flex flex-col gap-4">
      <ol aria-label="Steps" className="flex flex-col gap-3">
        {plan.steps.map((step, i) => (
          <Step key={`${i}-${step.title}`} step={step} number={i + 1} />
        ))}
      </ol>
      {(plan.intervals.length > 0 || plan.intervalsNote) && (
        <Intervals intervals={plan.intervals} note={plan.intervalsNote} />
      )}
      {(plan.order.length > 1 || plan.orderNote) && <Order plan={plan} />}
      <p className="text-xs text-muted">Pipeline Debugger does not run any of this.</p>
    </div>
  );
}

function Step({ step, number }: { step: PlanStep; number: number }) {
  return (
    <li className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-2">
      <span aria-hidden className="tnum text-muted">
        {number}.
      </span>
      <div className="flex min-w-0 flex-col gap-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium anywhere">
          <Prose text={step.title} />
          {step.isDestructive && <Chip tone="danger">Changes data</Chip>}
        </p>
        <p className="max-w-[80ch] text-sm text-muted anywhere">
          <Prose text={step.why} />
        </p>
        {step.command !== null && (
          <CodeBlock text={step.command} label={step.language === "sql" ? "query" : "command"} wrap />
        )}
        {step.expected !== null && <Note name="Expected" text={step.expected} />}
        {step.check !== null && <Note name="Check" text={step.check} />}
      </div>
    </li>
  );
}

function Note({ name, text }: { name: string; text: string }) {
  return (
    <p className="max-w-[80ch] text-sm anywhere">
      <span className="text-muted">{name}: </span>
      <Prose text={text} />
    </p>
  );
}

const SHOWN = 5;

function Intervals({ intervals, note }: { intervals: readonly PlanInterval[]; note: string | null }) {
  const rest = intervals.slice(SHOWN);
  return (
    <section aria-label="Runs to repeat" className="flex flex-col gap-1">
      <h3 className="text-sm font-medium">Runs to repeat</h3>
      <ul className="text-sm">
        {intervals.slice(0, SHOWN).map((interval) => (
          <Interval key={interval.run} interval={interval} />
        ))}
      </ul>
      {rest.length > 0 && (
        <details>
          <summary className="w-fit text-sm text-accent">{rest.length} more</summary>
          <ul className="text-sm">
            {rest.map((interval) => (
              <Interval key={interval.run} interval={interval} />
            ))}
          </ul>
        </details>
      )}
      {note && <p className="max-w-[80ch] text-sm text-muted anywhere">{note}</p>}
    </section>
  );
}

function Interval({ interval }: { interval: PlanInterval }) {
  const { run, start, end, logicalDate, state } = interval;
  return (
    <li className="flex flex-wrap gap-x-3 py-0.5">
      <code className="text-xs anywhere">{run}</code>
      <span className="tnum text-muted">
        {start !== null && end !== null
          ? `${utc(start)} to ${utc(end)} UTC`
          : logicalDate !== null
            ? `logical date ${utc(logicalDate)} UTC`
            : "interval not known"}
      </span>
      {state && <span className="text-muted">{state}</span>}
    </li>
  );
}

/** Orchestrators name data by UTC, so these are not shown in the reader's zone. */
function utc(iso: string): string {
  return iso.replace("T", " ").replace(/(?::00)?(?:\.000)?Z$/, "");
}

function Order({ plan }: { plan: FixPlan }) {
  return (
    <section aria-label="Order" className="flex flex-col gap-1">
      <h3 className="text-sm font-medium">Order</h3>
      {plan.order.length > 1 && (
        <ol className="list-decimal pl-5 text-sm marker:text-faint">
          {plan.order.map(({ pipeline, task, why, runs }) => (
            <li key={pipeline} className="py-0.5 anywhere">
              {task === null ? pipeline : `${pipeline} / ${task}`}
              <span className="text-muted">
                {" "}
                {why}
                {runs !== null && ` ${runs} run${runs === 1 ? "" : "s"}.`}
              </span>
            </li>
          ))}
        </ol>
      )}
      {plan.orderNote && <p className="max-w-[80ch] text-sm text-muted anywhere">{plan.orderNote}</p>}
    </section>
  );
}
