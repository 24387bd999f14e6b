/** Recognizes what schedulers print into the output of the programs they run. */
const SCHEDULER_CHATTER =
  /^(?:Command exited|Tmp dir root location|Temporary script location|Output:|Running command|Task (?:instance|start|operator|name|finished|:)|Task:<|Task failure|Failure caused by|Current task|Dag name|Previous state|::|\*\*\*|={3,}|-{3,})/;

/** Whether the scheduler printed the line into the program's output. */
export function isSchedulerChatter(text: string): boolean {
  return SCHEDULER_CHATTER.test(text.trim());
}
