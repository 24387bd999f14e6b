import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";

/** A loading error with an optional retry button. */
export function ErrorNote({ error, retry }: { error: Error; retry?: () => void }) {
  return (
    <Callout tone="danger" role="alert" className="my-3 flex flex-wrap items-center justify-between gap-3">
      <span>{error.message}</span>
      {retry && (
        <Button size="sm" onClick={retry}>
          Retry
        </Button>
      )}
    </Callout>
  );
}
