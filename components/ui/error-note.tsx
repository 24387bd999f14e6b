import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";

/** What could not be loaded and why, with a way to try again. */
export function ErrorNote({ error, retry }: { error: Error; retry?: () => void }) {
  return (
    <Callout tone="danger" role="alert" className="my-3 flex flex-wrap items-center justify-between gap-3">
      <span>{error.message}</span>
      {retry && (
        <Button size="sm" onClick={retry}>
          Try again
        </Button>
      )}
    </Callout>
  );
}
