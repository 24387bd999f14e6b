import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { Fix } from "@/lib/fixes/schemas";

interface HighRiskDialogProps {
  fix: Fix;
  isOpen: boolean;
  onClose: () => void;
  onConfirm: () => void;
}

/** Asks again before a patch of high risk leaves the desk, where build machines may run it unmerged. */
export function HighRiskDialog({ fix, isOpen, onClose, onConfirm }: HighRiskDialogProps) {
  return (
    <Dialog
      open={isOpen}
      onOpenChange={onClose}
      title="Open a high-risk patch?"
      description="Build machines may run a branch before anybody has reviewed it."
    >
      <ul className="list-disc pl-5 text-sm anywhere">
        {fix.risk.reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <p className="mt-4 flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="primary"
          onClick={() => {
            onClose();
            onConfirm();
          }}
        >
          Open it anyway
        </Button>
      </p>
    </Dialog>
  );
}
