/**
 * A value per process under `name`, created on first use. Bundles load a module more than once, but limits and queues must
 * be shared.
 */
export function processWide<T>(name: string, make: () => T): T {
  const key = Symbol.for(`pipeline-debugger.${name}`);
  const holder = globalThis as { [key]?: T };
  holder[key] ??= make();
  return holder[key];
}
