/** `$12.50`, `$0.0042`, `$0`. Pure. */
export function dollars(amount: number): string {
  if (amount === 0) return "$0";
  return amount < 0.1 ? `$${amount.toFixed(4)}` : `$${amount.toFixed(2)}`;
}
