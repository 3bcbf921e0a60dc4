export { timeAdd, timeDays, timeDivide, timeField, timeFromDays, timeOfDay, timeQuotient, timeScale, timeTruncate } from "./divide";
export { zoneInstants, zoneOffsets } from "./zone";
