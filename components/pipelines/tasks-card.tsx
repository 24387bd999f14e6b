import { Card, CardHeader } from "@/components/ui/card";
import { percent } from "@/components/ui/words";
import type { PipelineDetail } from "@/lib/desk/pipeline/schemas";

/** Known tasks, those that need retries first. */
export function TasksCard({ pipeline: { tasks } }: { pipeline: PipelineDetail }) {
  if (tasks.length === 0) return null;
  return (
    <Card aria-label="Tasks">
      <CardHeader title="Tasks" />
      <ul className="divide-y">
        {tasks.map((task) => (
          <li key={task.id} className="flex items-baseline gap-3 px-4 py-2 text-sm">
            <span className="min-w-0 flex-1 anywhere">
              <span className="font-mono text-xs">{task.name}</span>{" "}
              {task.operator && <span className="text-xs text-muted">{task.operator}</span>}
            </span>
            <span className="tnum shrink-0 text-muted">{flakeWords(task.flakeScore)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function flakeWords(score: number | null): string {
  if (score === null) return "";
  return score === 0 ? "never needs a retry" : `${percent(score)} of runs succeed only on a retry`;
}
