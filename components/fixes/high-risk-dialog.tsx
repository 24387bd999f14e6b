import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Prose } from "@/components/ui/prose";
import type { Fix } from "@/lib/fixes/schemas";

interface HighRiskDialogProps {
  fix: Fix;
  isOpen: boolean;
  onClose: () => void;
  onConfirm: () => void;
}

/** Asks for confirmation before a high-risk patch is pushed, because CI may run it before it is merged. */
export function HighRiskDialog({ fix, isOpen, onClose, onConfirm }: HighRiskDialogProps) {
  return (
    <Dialog
      open={isOpen}
      onOpenChange={onClose}
      title="Open a high-risk patch?"
      description="CI may run the branch before anyone has reviewed it."
    >
      <ul className="list-disc pl-5 text-sm anywhere">
        {fix.risk.reasons.map((reason) => (
          <li key={reason}>
            <Prose text={reason} />
          </li>
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
          Open anyway
        </Button>
      </p>
    </Dialog>
  );
}
