/** Removes what a terminal would not show: colors, cursor moves, overwritten progress bars, NUL bytes. */

const CSI = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;
const OSC = /\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?/g;
const OTHER_ESCAPE = /\u001b[()#][0-9A-Za-z]|\u001b[=>78A-Za-z]|\u001b/g;
/** Color codes that lost their escape byte, as in files written by dbt and Airflow. */
const BARE_COLOUR = /\[(?:0|1|[349][0-7]|0?1;[349][0-7]|[349][0-7];1)m/g;

/** Whether `cleanLine` may change the text. Cheap enough for a whole log. */
export function needsCleaning(text: string): boolean {
  return (
    text.includes("\u001b") ||
    text.includes("\r") ||
    text.includes("\u0000") ||
    text.includes("[0m") ||
    text.includes("\ufeff")
  );
}

/** A line as a terminal would show it: the text after the last carriage return, without escapes. */
export function cleanLine(raw: string): string {
  let text = raw;
  if (text.includes("\u001b")) text = text.replace(OSC, "").replace(CSI, "").replace(OTHER_ESCAPE, "");
  if (text.includes("[0m")) text = text.replace(BARE_COLOUR, "");
  if (text.includes("\u0000")) text = text.replaceAll("\u0000", "");
  if (text.includes("\ufeff")) text = text.replaceAll("\ufeff", "");
  return text.includes("\r") ? afterLastReturn(text) : text;
}

function afterLastReturn(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 13) end -= 1;
  const last = text.lastIndexOf("\r", end - 1);
  return text.slice(last + 1, end);
}

const RED = /\u001b\[(?:[0-9]{1,2};)*(?:31|91)(?:;[0-9]{1,2})*m/;

/** Whether the line switches to red, which usually marks an error. */
export function isRed(raw: string): boolean {
  return raw.includes("\u001b[") && RED.test(raw);
}
