import type { Rules } from "../../../engine/rules.ts";
import type { CalendarName } from "../../../expr/functions/calendar.ts";
import type { Elementwise } from "../function.ts";
import { addBusinessDays, businessDayCount, isBusinessDay } from "./datetime/business.ts";
import { datetime, duration, replace } from "./datetime/made.ts";
import { century, millennium } from "./datetime/parts.ts";

/** Days of business, and moments and lengths made of their parts. */
export const CALENDAR: Rules<CalendarName, Elementwise> = {
  "dt.century": century,
  "dt.millennium": millennium,
  "dt.replace": replace,
  "dt.isBusinessDay": isBusinessDay,
  "dt.addBusinessDays": addBusinessDays,
  businessDayCount,
  datetime,
  duration,
};
