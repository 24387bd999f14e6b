// Waits for the agreed time, tries to take the lock, prints the result, and holds it until killed.
import { takeLock } from "./lock.mjs";

const [folder, startAt] = process.argv.slice(2);
while (Date.now() < Number(startAt));
try {
  takeLock(folder, "database");
  process.stdout.write("won\n");
} catch (error) {
  process.stdout.write(`${error.name}\n`);
}
setInterval(() => {}, 1_000);
