// Dates as readers type them.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test from "node:test";

const require = createRequire(import.meta.url);
require("../../templates/assets/js/clock.js");
require("../../templates/assets/js/later/dates.js");
const { Clock, readDate } = globalThis.Dateline;

const day = (second) => {
  const { year, month, day } = Clock.stampOf(second);
  return `${year}-${month}-${day}`;
};
const covers = (text, first, after, ...tongue) =>
  test(`“${text}” covers ${first} up to ${after}`, () => {
    const { start, end } = readDate(text, ...tongue);

    assert.deepEqual([day(start), day(end)], [first, after]);
  });

covers("1979", "1979-1-1", "1980-1-1");
covers("1979-02", "1979-2-1", "1979-3-1");
covers("1979-02-11", "1979-2-11", "1979-2-12");
covers("February 1979", "1979-2-1", "1979-3-1");
covers("11 feb 1979", "1979-2-11", "1979-2-12");
covers("Feb 11, 1979", "1979-2-11", "1979-2-12");
covers("44 BCE", "-43-1-1", "-42-1-1");
covers("March 44 bc", "-43-3-1", "-43-4-1");
covers("11 февраля 1979", "1979-2-11", "1979-2-12", "ru");
covers("44 до н. э.", "-43-1-1", "-42-1-1", "ru", "{n} до н. э.");
covers("۱۱ فوریهٔ ۱۹۷۹", "1979-2-11", "1979-2-12", "fa");

for (const text of ["", "some day", "30 February 1979", "1979-13", "11/2/1979", "1979 to 1980"]) {
  test(`“${text}” is not a date`, () => {
    const found = readDate(text);

    assert.equal(found, null);
  });
}
