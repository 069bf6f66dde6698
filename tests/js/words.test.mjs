// Numbers and dates in the reader's language: counted in its plurals, read as it writes them.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test from "node:test";

const require = createRequire(import.meta.url);
for (const name of ["page/plural", "clock", "later/dates"]) {
  require(`../../templates/assets/js/${name}.js`);
}
const { speaker, readDate, Clock: { secondOf, following } } = globalThis.Dateline;

// For 0, 1, 2, 3, 5, 11 and 100, as the page holds them.
const EVENTS = {
  ru: "{n} событий|{n} событие|{n} события|{n} события|{n} событий|{n} событий|{n} событий|",
  fa: "{n} رویداد|{n} رویداد|{n} رویداد|{n} رویداد|{n} رویداد|{n} رویداد|{n} رویداد|",
  en: "{n} events|{n} event|{n} events|{n} events|{n} events|{n} events|{n} events|",
};

for (const [language, number, said] of [
  ["ru", 1, "1 событие"], ["ru", 2, "2 события"], ["ru", 5, "5 событий"], ["ru", 11, "11 событий"],
  ["ru", 21, "21 событие"], ["ru", 104, "104 события"], ["fa", 1, "۱ رویداد"], ["fa", 24, "۲۴ رویداد"],
  ["en", 1, "1 event"], ["en", 1200, "1,200 events"],
]) {
  test(`${number} is counted as ${language} does: ${said}`, () => {
    assert.equal(speaker(language).count(EVENTS[language], number), said);
  });
}

const ERA = { ru: "{n} г. до н. э.", fa: "{n} ق.م.", es: "{n} a. C.", en: "{n} BCE" };

for (const [language, typed, level, ...when] of [
  ["ru", "11 февраля 1979 г.", "day", 1979, 2, 11], ["ru", "февраль 1979", "month", 1979, 2],
  ["ru", "1979 г.", "year", 1979], ["ru", "44 г. до н. э.", "year", -43], ["ru", "44 до н.э.", "year", -43],
  ["ru", "44 BCE", "year", -43], ["fa", "۱۱ فوریهٔ ۱۹۷۹", "day", 1979, 2, 11], ["fa", "۴۴ ق.م.", "year", -43],
  ["es", "11 de febrero de 1979", "day", 1979, 2, 11], ["en", "11 February 1979", "day", 1979, 2, 11],
  ["en", "44 B.C.", "year", -43],
]) {
  test(`a date is read as ${language} writes it: ${typed}`, () => {
    const found = readDate(typed, language, ERA[language]);

    const start = secondOf(...when);
    assert.deepEqual(found && [found.start, found.end], [start, following(start, level)]);
  });
}

for (const typed of ["11.02.1979", "foo 1979", "г.", ""]) {
  test(`“${typed}” is not taken for a year`, () => {
    assert.equal(readDate(typed, "ru", ERA.ru), null);
  });
}
