import Link from "next/link";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import type { Pattern } from "@/lib/knowledge/patterns/schemas";

/** The fixes of its incidents, with what became of them. */
export function PatternFixes({ pattern: { fixes } }: { pattern: Pattern }) {
  return (
    <Card aria-label="Fixes">
      <CardHeader title="Fixes" />
      {fixes.length === 0 && (
        <CardBody className="text-sm text-muted">None of its incidents has an open or merged fix.</CardBody>
      )}
      <ul className="divide-y">
        {fixes.map(({ fixId, title, incidentNumber, pullRequest, outcome }) => (
          <li
            key={fixId}
            className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1 px-4 py-2 text-sm"
          >
            <span className="min-w-0 anywhere">
              {pullRequest?.url ? (
                <a
                  className="text-accent underline"
                  href={pullRequest.url}
                  target="_blank"
                  rel="noreferrer noopener"
                >
                  {title}
                </a>
              ) : (
                title
              )}{" "}
              <Link href={`/incidents/${incidentNumber}`} className="tnum text-muted hover:underline">
                #{incidentNumber}
              </Link>
            </span>
            <Chip tone={outcome === "worked" ? "ok" : outcome === "did_not_work" ? "danger" : "neutral"}>
              {outcome === "worked"
                ? "Worked"
                : outcome === "did_not_work"
                  ? "Did not work"
                  : "Outcome not known"}
            </Chip>
          </li>
        ))}
      </ul>
    </Card>
  );
}
