"use strict";
// A scale in; calendar-true ticks whose labels never overlap out. Knows no DOM; needs clock.js.
// The same steps and choices as dateline/axis/ticks.py.
{
  const DAY = 86400;
  const DECIMAL = [1, 2, 5, 10, 20, 50, 100, 200, 500];
  const YEARS = { gigayear: 1e9, megayear: 1e6, millennium: 1000, century: 100, decade: 10, year: 1 };
  const SIZES = { month: 28 * DAY, day: DAY, hour: 3600, minute: 60 }; // the fewest seconds
  const COUNTS = {
    gigayear: [1, 2, 5, 10], megayear: DECIMAL, millennium: DECIMAL, century: [1, 2, 5],
    decade: [1, 2, 5], year: [1, 2, 5], month: [1, 3, 6], day: [1, 2, 5, 10],
    hour: [1, 3, 6, 12], minute: [1, 5, 15, 30],
  };
  const LEVELS = Object.keys(COUNTS); // from coarse to fine
  const YEAR = LEVELS.indexOf("year");
  const BETWEEN = 12, OVERHANG = 4, FAR = 20000;

  const shown = (year) => (year > 0 ? year : 1 - year);

  const opensAt = ({ year, month, day, hour, minute, second }) => {
    if (minute || second) return "minute";
    if (hour) return "hour";
    if (day > 1) return "day";
    if (month > 1) return "month";
    return LEVELS.find((level) => shown(year) === 1 || shown(year) % YEARS[level] === 0);
  };

  const yearsBetween = (first, last, step) => { // 500 BCE (year -499), 1, 500, 1000
    const found = [];
    const fewest = Math.max(-Math.floor((last - 1) / step), 1);
    for (let times = Math.floor((1 - first) / step); times >= fewest; times -= 1) {
      found.push(1 - times * step);
    }
    if (step > 4 && first <= 1 && last >= 1) found.push(1);
    const start = Math.max(Math.ceil(first / step), 1) * step;
    for (let year = start; year <= last; year += step) found.push(year);
    return found;
  };

  const boundaries = (level, count, from, to) => {
    const { secondOf, stampOf, following } = Dateline.Clock;
    const found = [];
    if (level === "hour" || level === "minute") {
      const step = SIZES[level] * count;
      for (let at = Math.ceil(from / step) * step; at <= to; at += step) found.push(at);
      return found;
    }
    const first = stampOf(from), last = stampOf(to);
    if (level in YEARS) {
      found.push(...yearsBetween(first.year, last.year, count * YEARS[level])
        .map((year) => secondOf(year)));
    } else {
      for (let at = secondOf(first.year, first.month); at <= to; at = following(at, "month")) {
        if (level === "day") {
          const end = following(at, "month") - Math.floor(count / 2) * DAY;
          for (let day = at; day < end; day += count * DAY) found.push(day);
        } else if ((stampOf(at).month - 1) % count === 0) found.push(at);
      }
    }
    return found.filter((second) => second >= from && second <= to);
  };

  // Where one label fits, it names the year, month or day in which the first event is.
  const alone = (stretch, wanted) => {
    const finest = LEVELS.indexOf(stretch.finest);
    const level = LEVELS[Math.min(Math.max(LEVELS.indexOf(wanted), YEAR), finest)];
    const start = Dateline.Clock.floored(stretch.anchor, level);
    if (start >= stretch.from) return { level, seconds: [start] };
    return { level: stretch.finest, seconds: [stretch.anchor] };
  };

  const stepFor = (stretch, perSecond, lengthOf) => {
    const ends = [stretch.from, stretch.to].map((second) => Dateline.Clock.stampOf(second));
    const isFar = ends.some((end) => Math.abs(end.year) > FAR);
    const finest = LEVELS.indexOf(stretch.finest);
    for (let place = isFar ? Math.min(finest, YEAR) : finest; place >= 0; place -= 1) {
      const level = LEVELS[place];
      const size = Math.max(...ends.map((end) => lengthOf(level, end, false))) + BETWEEN;
      const smallest = YEARS[level] ? YEARS[level] * 365 * DAY : SIZES[level];
      const count = COUNTS[level].find((each) => smallest * each * perSecond >= size);
      if (count === undefined) continue;
      if (stretch.x1 - stretch.x0 < 2 * size) return alone(stretch, level);
      const seconds = boundaries(level, count, stretch.from, stretch.to);
      return seconds.length ? { level, seconds } : alone(stretch, level);
    }
    return alone(stretch, "year");
  };

  // Only what the scale shows now: a stretch is clipped to the view.
  const clipped = (scale, { from, to, anchor = from, finest = "minute" }) => {
    const start = Math.max(from, scale.toSecond(0));
    const end = Math.min(to, scale.toSecond(scale.width));
    const seen = Math.min(Math.max(anchor, start), end);
    const x0 = Math.max(scale.toPixel(start), 0);
    const x1 = Math.min(scale.toPixel(end), scale.width);
    return { from: start, to: end, anchor: seen, finest, x0, x1 };
  };

  const placed = (ticks, width) => { // whole dates choose first, then the coarsest boundaries
    const order = [];
    ticks.forEach((tick, place) => {
      const half = tick.size / 2, { x0, x1 } = tick.stretch;
      const low = x0 - (x0 > 0 ? OVERHANG : 0) + half;
      const high = x1 + (x1 < width ? OVERHANG : 0) - half;
      if (low > high) return;
      const middle = Math.min(Math.max(tick.x, low), high);
      const rank = tick.isFull ? -1 : LEVELS.indexOf(tick.opens);
      order.push([rank, Number(middle !== tick.x), place, middle, half]);
    });
    order.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
    const taken = [], middles = new Map();
    for (const [, , place, middle, half] of order) {
      const isClear = taken.every(([left, right]) =>
        right + BETWEEN / 2 <= middle - half || middle + half + BETWEEN / 2 <= left);
      if (!isClear) continue;
      taken.push([middle - half, middle + half]);
      middles.set(place, middle);
    }
    return middles;
  };

  // stretches: [{from, to, anchor, finest}]; word(level, stamp, isFull, opens) gives the label.
  // Gives [{x, second, stamp, level, opens, isFull, label, labelX}]; labelX is null without room.
  const ticksOf = (scale, stretches, { word, character = 7 }) => {
    const { stampOf } = Dateline.Clock;
    const lengthOf = (level, stamp, isFull) =>
      word(level, stamp, isFull, opensAt(stamp)).length * character;
    const ticks = [];
    for (const whole of stretches) {
      const stretch = clipped(scale, whole);
      if (stretch.from > stretch.to) continue;
      const { level, seconds } = stepFor(stretch, scale.perSecond, lengthOf);
      seconds.forEach((second, place) => {
        const stamp = stampOf(second), opens = opensAt(stamp);
        const isFull = !place && !(level in YEARS) && !(opens in YEARS);
        const label = word(level, stamp, isFull, opens);
        const x = scale.toPixel(second), size = label.length * character;
        ticks.push({ x, second, stamp, level, opens, isFull, label, size, stretch });
      });
    }
    const middles = placed(ticks, scale.width);
    return ticks.map(({ size, stretch, ...tick }, place) =>
      Object.freeze({ ...tick, labelX: middles.get(place) ?? null }));
  };

  // Labels in a language. phrases: {bce: "{n} BCE", megayear: "{n} million years ago", gigayear: …}
  const wording = (locale, phrases = {}) => {
    const base = { timeZone: "UTC", calendar: "gregory" };
    const number = new Intl.NumberFormat(locale, { useGrouping: false });
    let large; // as slow to make as it is seldom needed
    const grouped = (value) => (large ??= new Intl.NumberFormat(locale)).format(value);
    const formats = new Map();
    const say = (stamp, parts) => {
      const wanted = stamp.year < 1 && parts.year ? { ...parts, era: "short" } : parts;
      const key = Object.keys(wanted).join();
      if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(locale, { ...base, ...wanted }));
      const when = new Date(0);
      when.setUTCFullYear(stamp.year, stamp.month - 1, stamp.day);
      when.setUTCHours(stamp.hour, stamp.minute);
      return formats.get(key).format(when);
    };
    const sayYear = (year, level) => {
      if (year < 0 && phrases[level]) {
        return phrases[level].replace("{n}", grouped((1 - year) / YEARS[level]));
      }
      const figure = shown(year) > 9999 ? grouped(shown(year)) : number.format(shown(year));
      return year > 0 ? figure : (phrases.bce ?? "{n} BCE").replace("{n}", figure);
    };
    const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    return (level, stamp, isFull, opens) => {
      if (level in YEARS || opens in YEARS) return sayYear(stamp.year, level);
      const year = isFull ? { year: "numeric" } : {};
      if (level === "month") return say(stamp, { month: "short", ...year });
      const day = { month: "short", day: "numeric", ...year };
      if (level === "day" || (!isFull && LEVELS.indexOf(opens) <= LEVELS.indexOf("day"))) {
        return say(stamp, day);
      }
      return say(stamp, isFull ? { ...day, ...time } : time);
    };
  };

  Object.assign((globalThis.Dateline ??= {}), { ticksOf, wording });
}
