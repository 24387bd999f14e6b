import { PipelinesView } from "@/components/stats/pipelines-view";

export const metadata = { title: "Pipelines" };

export default function PipelinesPage() {
  return <PipelinesView />;
}
