import { Callout } from "@/components/ui/callout";

interface SaveStatusProps {
  /** A mutation. */
  save: { error: Error | null; data: unknown; isPending: boolean };
  /** What is said when it succeeded. */
  saved: string;
}

/** How saving a form went. */
export function SaveStatus({ save, saved }: SaveStatusProps) {
  if (save.error) {
    return (
      <Callout tone="danger" role="alert">
        {save.error.message}
      </Callout>
    );
  }
  if (!save.data || save.isPending) return null;
  return (
    <p role="status" className="text-sm text-muted">
      {saved}
    </p>
  );
}
