"use strict";
// A date as somebody types it: 1979, 1979-02, February 1979, 11 February 1979, 44 BCE; what it
// covers in seconds out, or null. Knows no DOM; needs clock.js.
{
  const ascii = (text) => text.replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15);
  const plain = (text) => ascii(text.normalize("NFKD")).replace(/(?<=\d)\.(?=\d)/g, " ").replace(/[\p{M}\p{Cf}.,]/gu, "")
    .replaceAll("ي", "ی").replaceAll("ك", "ک").toLowerCase();
  const BEFORE = ["bce", "bc"];

  const monthsOf = (locale) => [locale, "en"].flatMap((tongue) =>
    ["long", "short"].flatMap((month) => [{ month }, { month, day: "numeric" }].flatMap((parts) => {
      const format = new Intl.DateTimeFormat(tongue, { ...parts, timeZone: "UTC", calendar: "gregory" });
      return Array.from({ length: 12 }, (_, each) => [plain(format.formatToParts(Date.UTC(2001, each))
        .find((part) => part.type === "month").value), each + 1]);
    })));

  // What a language sets between day, month and year: “г.” in Russian, “de” in Spanish.
  const betweenOf = (locale) => new Intl.DateTimeFormat(locale, { dateStyle: "long", calendar: "gregory" })
    .formatToParts(0).flatMap(({ type, value }) => (type === "literal" ? plain(value).split(/\s+/) : []));

  const span = (year, month, day) => {
    const { secondOf, following, stampOf } = Dateline.Clock;
    const start = secondOf(year, month, day);
    const found = stampOf(start);
    if ((month && found.month !== month) || (day && found.day !== day)) return null;
    return { start, end: following(start, day ? "day" : month ? "month" : "year"), year };
  };

  // bce: how the page's language says it, “{n} BCE”.
  const readDate = (text, locale = "en", bce = "") => {
    const wanted = plain(text).trim();
    const iso = /^([-−]?\d{1,12})(?:-(\d\d?)(?:-(\d\d?))?)?$/.exec(wanted);
    if (iso) {
      const [year, month, day] = iso.slice(1).map((part) => part && Number(part.replace("−", "-")));
      return span(year, month, day);
    }
    const between = betweenOf(locale);
    const bare = (said) => said.split(/\s+/).filter((word) => word && !between.includes(word)).join(" ");
    const era = bare(plain(bce.replace("{n}", ""))).match(/\p{L}/gu) ?? ["\0"]; // spaced or not
    const words = bare(wanted).replace(new RegExp(era.join(" *"), "u"), " bce ").match(/\d+|[^\d\s/-]+/g) ?? [];
    const numbers = words.filter((word) => /\d/.test(word)).map(Number);
    const names = words.filter((word) => !/\d/.test(word) && !BEFORE.includes(word));
    if (!numbers.length || numbers.length > 2 || names.length > 1) return null;
    const months = names.length ? monthsOf(locale) : [];
    const month = (months.find(([name]) => name === names[0]) ??
      months.find(([name]) => names[0].length > 2 && name.startsWith(names[0])))?.[1];
    if (Boolean(names.length) !== Boolean(month) || (numbers.length > 1 && !month)) return null;
    const year = numbers.pop();
    return span(words.some((word) => BEFORE.includes(word)) ? 1 - year : year, month, numbers[0]);
  };

  (globalThis.Dateline ??= {}).readDate = readDate;
}
