import type { ReactNode } from "react";
import { binLabel, brierSentence, reliabilityFinding } from "@/components/stats/reliability-words";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { percent, sentence } from "@/components/ui/words";
import type { Reliability, ReliabilityStats } from "@/lib/knowledge/reliability/schemas";

const ENGINES: Record<string, string> = { builtin: "Built-in engine", claude: "Claude" };

/** Whether confidence can be taken at its word: how often diagnoses were right, by how sure they were. */
export function ReliabilityCard({ reliability }: { reliability: ReliabilityStats }) {
  const { all, byEngine, byCategory } = reliability;
  const brier = brierSentence(all);
  return (
    <Card aria-label="Reliability of diagnoses">
      <CardHeader title="Reliability of diagnoses" />
      <CardBody className="flex flex-col gap-4">
        <p>{reliabilityFinding(all)}</p>
        {all.count > 0 && (
          <div className="grid items-start gap-6 lg:grid-cols-2">
            <Curve reliability={all} />
            <div className="flex flex-col gap-4">
              {brier && <p className="tnum text-sm text-muted">{brier}</p>}
              <Groups
                title="Engine"
                rows={byEngine.map(({ engine, reliability: own }) => [ENGINES[engine] ?? engine, own])}
              />
              <Groups
                title="Category"
                rows={byCategory.map(({ category, reliability: own }) => [sentence(category), own])}
              />
            </div>
          </div>
        )}
      </CardBody>
    </Card>
  );
}

/** The reliability curve as rows: the mark is what was said, the dot how often it was right, the line its 90 % interval. */
function Curve({ reliability: { bins } }: { reliability: Reliability }) {
  return (
    <table className="tnum w-full text-left text-sm">
      <caption className="pb-1 text-left text-xs text-muted">
        By confidence. Dot: share that was right, with its 90% interval. Mark: confidence.
      </caption>
      <thead className="text-xs text-muted">
        <tr>
          <Head>Confidence</Head>
          <Head>Judged</Head>
          <Head className="w-1/2">Right</Head>
        </tr>
      </thead>
      <tbody>
        {bins.map((bin) => (
          <tr key={bin.from} className="border-t">
            <td className="py-1.5 pr-3 whitespace-nowrap">{binLabel(bin)}</td>
            <td className="py-1.5 pr-3">{bin.count}</td>
            <td className="py-1.5">
              <span className="flex items-center gap-3">
                <Interval {...bin} />
                <span className="w-28 shrink-0 text-right whitespace-nowrap">
                  {percent(bin.right)}{" "}
                  <span className="text-muted">
                    ({Math.round(bin.low * 100)}–{Math.round(bin.high * 100)})
                  </span>
                </span>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Interval({ confidence, right, low, high }: Reliability["bins"][number]) {
  const at = (share: number) => `${share * 100}%`;
  return (
    <span aria-hidden className="relative h-4 min-w-16 flex-1 rounded-sm bg-subtle">
      <span
        className="absolute top-1/2 h-0.5 -translate-y-1/2 bg-accent/50"
        style={{ left: at(low), width: at(high - low) }}
      />
      <span
        className="absolute top-1/2 size-2.5 -translate-x-1/2 -translate-y-1/2 rounded-full bg-accent"
        style={{ left: at(right) }}
      />
      <span className="absolute inset-y-0 w-0.5 -translate-x-1/2 bg-ink" style={{ left: at(confidence) }} />
    </span>
  );
}

function Groups({ title, rows }: { title: string; rows: [string, Reliability][] }) {
  return (
    <table className="tnum w-full text-left text-sm">
      <thead className="text-xs text-muted">
        <tr>
          <Head>{title}</Head>
          <Head className="text-right">Judged</Head>
          <Head className="text-right">Said</Head>
          <Head className="text-right">Right</Head>
          <Head className="text-right">Brier</Head>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, { count, isEnough, confidence, right, brier }]) => (
          <tr key={name} className="border-t">
            <td className="py-1 pr-3">{name}</td>
            <td className="py-1 pl-3 text-right">{count}</td>
            <td className="py-1 pl-3 text-right">{percent(confidence ?? 0)}</td>
            <td className="py-1 pl-3 text-right">{percent(right ?? 0)}</td>
            <td className="py-1 pl-3 text-right">
              {isEnough && brier !== null ? (
                brier.toFixed(3)
              ) : (
                <span className="text-faint" title="Too few to judge">
                  too few
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Head({ children, className = "" }: { children: ReactNode; className?: string }) {
  return (
    <th scope="col" className={`pb-1 pr-3 font-medium last:pr-0 ${className}`}>
      {children}
    </th>
  );
}
