import { sentence } from "@/components/ui/words";
import { KnownCategory } from "@/lib/failures/schemas";

/** The options of a select for the category of a cause. */
export function CategoryOptions() {
  return KnownCategory.options.map((category) => (
    <option key={category} value={category}>
      {sentence(category)}
    </option>
  ));
}

/** The chosen option; undefined if it is none of them. */
export function chosenCategory(value: string): KnownCategory | undefined {
  return KnownCategory.options.find((category) => category === value);
}
