"use strict";
// Seconds since 1970 to dates of the proleptic Gregorian calendar and back. Knows no DOM.
// Years are astronomical (0 is 1 BCE) and of any size; times are UTC, as dateline/axis has them.
{
  const DAY = 86400;
  const CYCLE = 146097 * DAY; // 400 years, after which the calendar repeats
  const SIZES = { day: DAY, hour: 3600, minute: 60 };

  const secondOf = (year, month = 1, day = 1, hour = 0, minute = 0) => {
    const cycles = Math.floor(year / 400);
    const near = Date.UTC(year - cycles * 400 + 2000, month - 1, day, hour, minute) / 1000;
    return near + (cycles - 5) * CYCLE;
  };

  const stampOf = (second) => {
    const cycles = Math.floor(second / CYCLE);
    const near = new Date((second - cycles * CYCLE) * 1000);
    return Object.freeze({
      year: near.getUTCFullYear() + cycles * 400,
      month: near.getUTCMonth() + 1,
      day: near.getUTCDate(),
      hour: near.getUTCHours(),
      minute: near.getUTCMinutes(),
      second: near.getUTCSeconds(),
    });
  };

  const yearOf = (second) => { // 2 July 2023, noon, is 2023.5
    const { year } = stampOf(second);
    const start = secondOf(year);
    return year + (second - start) / (secondOf(year + 1) - start);
  };

  const secondOfYear = (year) => {
    const whole = Math.floor(year);
    const start = secondOf(whole);
    return start + Math.round((year - whole) * (secondOf(whole + 1) - start));
  };

  const floored = (second, level) => { // start of its year (also above), month, day, hour, minute
    if (level in SIZES) return Math.floor(second / SIZES[level]) * SIZES[level];
    const { year, month } = stampOf(second);
    return secondOf(year, level === "month" ? month : 1);
  };

  const following = (second, level) => {
    if (level in SIZES) return floored(second, level) + SIZES[level];
    const { year, month } = stampOf(second);
    return level === "month" ? secondOf(year, month + 1) : secondOf(year + 1);
  };

  (globalThis.Dateline ??= {}).Clock = Object.freeze(
    { secondOf, stampOf, yearOf, secondOfYear, floored, following });
}
