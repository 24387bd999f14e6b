/** Daily counts as bars, newest at the right; a day with none leaves a gap. */
export function Sparkline({ values, label }: { values: readonly number[]; label: string }) {
  const max = Math.max(1, ...values);
  const width = 120;
  const step = width / Math.max(1, values.length);
  return (
    <svg viewBox={`0 0 ${width} 24`} className="h-6 w-30" role="img" aria-label={label}>
      <line x1="0" x2={width} y1="23.5" y2="23.5" stroke="var(--line-strong)" />
      {/* One path rather than one shape per day: tables draw hundreds of these. */}
      <path
        fill="var(--accent)"
        d={values
          .map((value, i) => {
            const height = (value / max) * 20;
            const bar = Math.max(1, step - 1);
            return value > 0 ? `M${i * step} 23v${-height}h${bar}v${height}z` : "";
          })
          .join("")}
      />
    </svg>
  );
}
