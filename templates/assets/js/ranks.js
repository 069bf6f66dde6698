"use strict";
// Ticks for events spaced evenly, each at the first event of a year that it names; where all lie
// in one year, of a month, and so on. Years without room are skipped. Knows no DOM.
{
  const LEVELS = ["year", "month", "day", "hour", "minute"];

  const ranksOf = (scale, { word, character = 7 }) => {
    const { seconds } = scale.knots;
    const { stampOf, following } = Dateline.Clock;
    const end = seconds.length - 1;
    const level = LEVELS.find((each) => following(seconds[0], each) <= seconds[end]) ?? "day";
    const found = [];
    let place = Math.max(Dateline.Rows.upTo(seconds, scale.toSecond(0) - 1), 0);
    let clear = -Infinity;
    while (place <= end) {
      const second = seconds[place], x = scale.toPixel(second);
      if (x > scale.width) break;
      const stamp = stampOf(second);
      const label = word(level, stamp, level !== "year" && !found.length, level);
      const half = (label.length * character) / 2;
      const labelX = Math.min(Math.max(x, half), scale.width - half);
      if (x >= 0 && labelX - half >= clear) {
        clear = labelX + half + 12;
        found.push({ x, second, stamp, level, label, labelX });
      }
      const next = following(second, level) - 1;
      place = Math.max(Dateline.Rows.upTo(seconds, next), place) + 1;
    }
    return found;
  };

  (globalThis.Dateline ??= {}).ranksOf = ranksOf;
}
