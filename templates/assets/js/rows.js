"use strict";
// What stands where for all events at one zoom: scales, rows of bars, lanes. Knows no DOM.
{
  const EDGE = 12, APART = 24, ROWS = 3, GAP = 2, PAD = 0.0545;

  const TENS = Array.from({ length: 11 }, (_, power) => 10 ** (10 - power));
  const ROUND = { // seconds, then how many make a round length
    year: [31556952, ...TENS.flatMap((ten) => [5 * ten, 2 * ten, ten])], month: [2629746, 6, 3, 1],
    day: [86400, 10, 5, 1], hour: [3600, 6, 1], minute: [60, 15, 5, 1],
  };

  // The last place of a rising list whose value is not above the wanted one.
  const upTo = (list, wanted, length = list.length) => {
    let low = 0, high = length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle] <= wanted) low = middle + 1; else high = middle;
    }
    return low - 1;
  };

  // Where events stand in time, as dateline/axis/marks.py has it, in the order of their marks.
  const timed = (events) => {
    const found = [];
    events.forEach((event, number) => {
      const { start, end, kind, fadeFrom, fadeTo, openStart, openEnd } = event;
      if (start === null) return;
      const at = openStart && !openEnd ? end : start;
      const isBar = kind === "interval";
      const ends = isBar && !openStart && !openEnd ? Math.max(end, at) : at;
      const first = openStart ? at : Math.min(at, fadeFrom ?? at);
      const last = openEnd ? ends : Math.max(ends, fadeTo ?? ends);
      const isFaded = fadeFrom !== null || fadeTo !== null;
      found.push({ event, number, at, first, last, ends, isBar, isFaded });
    });
    return found.sort((a, b) => a.at - b.at);
  };

  // All events with room beside them, at one scale.
  const trueScale = (first, last, width) => {
    if (first === last) [first, last] = [first - 43200, last + 43200];
    const pad = Math.max(EDGE, PAD * width);
    const beside = Math.ceil((pad * (last - first)) / (width - 2 * pad));
    return Dateline.Scale.linear(first - beside, last + beside, width);
  };

  // The row of each bar: the first of three that is free; -1 where none is.
  const barRows = (x0, x1, rows = ROWS, gap = GAP) => {
    const order = Array.from(x0.keys()).sort((a, b) => x0[a] - x0[b] || a - b);
    const free = new Array(rows).fill(-Infinity);
    const found = new Int8Array(x0.length).fill(-1);
    for (const bar of order) {
      const row = free.findIndex((end) => end <= x0[bar] - gap);
      found[bar] = row;
      if (row >= 0) free[row] = x1[bar];
    }
    return found;
  };

  // One line of marks: group i stands at x[i] and holds order[first[i]] up to order[first[i + 1]].
  const inLine = (xs, y) => {
    const { x, first, length } = Dateline.Groups.of(xs, APART);
    return { x, first, order: null, y: new Float64Array(length).fill(y), lanes: [] };
  };

  // The longest round length in so much room: what it is called, and how long it is.
  const measure = (perSecond, room) => {
    for (const [unit, [size, ...counts]] of Object.entries(ROUND)) {
      const n = counts.find((each) => each * size * perSecond <= room);
      if (n) return { n, unit, pixels: n * size * perSecond };
    }
    return { n: 1, unit: "minute", pixels: 60 * perSecond };
  };

  Object.assign((globalThis.Dateline ??= {}),
    { Rows: Object.freeze({ measure, upTo, timed, trueScale, barRows, inLine }) });
}
