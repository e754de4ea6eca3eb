/** Notes an event with facts about it: never a token, nor an address that may be signed. */
export type Log = (event: string, facts?: Readonly<Record<string, string | number | null>>) => void;

/** Writes a line of JSON for each event. */
export function newLog(write: (line: string) => void, now: () => Date): Log {
  return (event, facts = {}) => write(`${JSON.stringify({ time: now().toISOString(), event, ...facts })}\n`);
}
