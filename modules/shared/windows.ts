import { InvalidPropError, requireMatch } from "./validation.js";

const TIME = "([01]\\d|2[0-3]):([0-5]\\d)";
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DAY = 24 * 60;
const SHORTEST = 60;

/** A time of the day in UTC such as `03:00-05:00`, an hour or longer, past midnight too. */
export function requireDailyWindow(prop: string, value: string): void {
  const allowed = "a daily window of an hour or more in UTC (HH:MM-HH:MM)";
  const pattern = new RegExp(`^${TIME}-${TIME}$`);
  requireMatch(prop, value, pattern, allowed);
  const parts = pattern.exec(value)?.slice(1).map(Number);
  if (!parts) return;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = parts;
  requireLength(prop, value, allowed, toHour * 60 + toMinute - fromHour * 60 - fromMinute, DAY);
}

/** A time of the week in UTC such as `sun:05:00-sun:07:00`, an hour or longer. */
export function requireWeeklyWindow(prop: string, value: string): void {
  const allowed = "a weekly window of an hour or more in UTC (ddd:HH:MM-ddd:HH:MM)";
  const day = `(${DAYS.join("|")})`;
  const pattern = new RegExp(`^${day}:${TIME}-${day}:${TIME}$`);
  requireMatch(prop, value, pattern, allowed);
  const [, fromDay = "", fromHour, fromMinute, toDay = "", toHour, toMinute] = pattern.exec(value) ?? [];
  if (fromDay === "") return;
  const at = (name: string, hour?: string, minute?: string) =>
    DAYS.indexOf(name) * DAY + Number(hour) * 60 + Number(minute);
  const length = at(toDay, toHour, toMinute) - at(fromDay, fromHour, fromMinute);
  requireLength(prop, value, allowed, length, 7 * DAY);
}

function requireLength(prop: string, value: string, allowed: string, minutes: number, around: number): void {
  if ((minutes + around) % around < SHORTEST) throw new InvalidPropError(prop, value, allowed);
}
