"use strict";
// Seconds to pixels and back, piecewise: kept stretches share one scale, cuts keep their
// width however far one zooms. Knows no DOM; needs clock.js for toYear.
{
  // The last place whose value is not above the wanted one; valueAt must rise.
  const lastUpTo = (length, valueAt, wanted) => {
    let low = 0, high = length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (valueAt(middle) <= wanted) low = middle + 1; else high = middle;
    }
    return low - 1;
  };

  class Scale {
    // A knot stands at bases[i] * zoom + fixed[i] - shift; the three lists are never changed.
    // rate: pixels of one second of a kept stretch at zoom 1; 0 where events are spaced by rank.
    constructor(knots, width, zoom = 1, shift = 0) {
      this.knots = knots;
      this.width = width;
      this.zoom = zoom;
      this.shift = shift;
      Object.freeze(this);
    }

    // segments: [{from, to, x0, x1}] as the page has them, in order.
    static of(segments, width) {
      const seconds = [], bases = [], fixed = [];
      let cuts = 0;
      segments.forEach((segment, place) => {
        if (place) cuts += segment.x0 - segments[place - 1].x1;
        seconds.push(segment.from, segment.to);
        bases.push(segment.x0 - cuts, segment.x1 - cuts);
        fixed.push(cuts, cuts);
      });
      const first = segments[0];
      const rate = first ? (first.x1 - first.x0) / (first.to - first.from) : 0;
      return new Scale(Object.freeze({ seconds, bases, fixed, rate }), width);
    }

    static linear(from, to, width) {
      return Scale.of([{ from, to: Math.max(to, from + 1), x0: 0, x1: width }], width);
    }

    // Every distinct second (rising) as far from the next.
    static ranked(seconds, width, pad = Math.max(12, 0.0545 * width)) {
      const distinct = [...new Set(seconds)];
      const step = distinct.length > 1 ? (width - 2 * pad) / (distinct.length - 1) : 0;
      const first = step ? pad : width / 2;
      const bases = distinct.map((_, rank) => first + rank * step);
      const fixed = new Float64Array(distinct.length);
      return new Scale(Object.freeze({ seconds: distinct, bases, fixed, rate: 0 }), width);
    }

    get perSecond() { return this.knots.rate * this.zoom; }

    toPixel(second) {
      const { base, fixed } = this.#placeOf(second);
      return base * this.zoom + fixed - this.shift;
    }

    toSecond(pixel) {
      const { seconds, rate } = this.knots;
      const last = seconds.length - 1;
      if (last < 0) return 0;
      const at = lastUpTo(seconds.length, (i) => this.#xOf(i), pixel);
      if (at < 0 || at === last) {
        const end = Math.max(at, 0);
        return seconds[end] + (rate ? Math.round((pixel - this.#xOf(end)) / this.perSecond) : 0);
      }
      const part = (pixel - this.#xOf(at)) / (this.#xOf(at + 1) - this.#xOf(at));
      return seconds[at] + Math.round(part * (seconds[at + 1] - seconds[at]));
    }

    toYear(pixel) { return globalThis.Dateline.Clock.yearOf(this.toSecond(pixel)); }

    // All of a rising list at once, into a Float64Array: one pass, no search for each.
    toPixels(times, into = new Float64Array(times.length)) {
      const { seconds } = this.knots;
      for (let place = 0, knot = -1; place < times.length; place += 1) {
        while (knot + 1 < seconds.length && seconds[knot + 1] <= times[place]) knot += 1;
        into[place] = this.#pixelIn(knot, times[place]);
      }
      return into;
    }

    zoomedAt(pixel, factor) { // what is under the pointer stays where it is
      const { base, fixed } = this.#placeAt(pixel);
      const zoom = this.zoom * factor;
      return new Scale(this.knots, this.width, zoom, base * zoom + fixed - pixel);
    }

    panned(pixels) { // the picture follows the hand
      return new Scale(this.knots, this.width, this.zoom, this.shift - pixels);
    }

    fit(from, to) { // inside one cut there is nothing to enlarge: straight from end to end
      const start = this.#placeOf(from), end = this.#placeOf(to);
      const zoom = (this.width - (end.fixed - start.fixed)) / (end.base - start.base);
      if (!(zoom > 0 && zoom < Infinity)) return Scale.linear(from, to, this.width);
      return new Scale(this.knots, this.width, zoom, start.base * zoom + start.fixed);
    }

    held() { // never smaller than the whole, never past its ends
      const { bases, fixed } = this.knots;
      const last = bases.length - 1;
      if (this.zoom <= 1 || last < 0) return new Scale(this.knots, this.width);
      const most = (this.width - fixed[last]) * this.zoom + fixed[last] - this.width;
      const shift = Math.min(Math.max(this.shift, 0), most);
      return new Scale(this.knots, this.width, this.zoom, shift);
    }

    #xOf(knot) {
      const { bases, fixed } = this.knots;
      return bases[knot] * this.zoom + fixed[knot] - this.shift;
    }

    #pixelIn(knot, second) {
      const { seconds } = this.knots;
      if (!seconds.length) return 0;
      if (knot < 0 || knot === seconds.length - 1) {
        const end = Math.max(knot, 0);
        return this.#xOf(end) + (second - seconds[end]) * this.perSecond;
      }
      const part = (second - seconds[knot]) / (seconds[knot + 1] - seconds[knot]);
      const left = this.#xOf(knot);
      return left + part * (this.#xOf(knot + 1) - left);
    }

    #placeOf(second) {
      const { seconds, bases, fixed, rate } = this.knots;
      if (!seconds.length) return { base: 0, fixed: 0 };
      const at = lastUpTo(seconds.length, (i) => seconds[i], second);
      if (at < 0 || at === seconds.length - 1) {
        const end = Math.max(at, 0);
        return { base: bases[end] + (second - seconds[end]) * rate, fixed: fixed[end] };
      }
      return this.#between(at, (second - seconds[at]) / (seconds[at + 1] - seconds[at]));
    }

    #placeAt(pixel) {
      const { bases, fixed } = this.knots;
      const last = bases.length - 1;
      if (last < 0) return { base: 0, fixed: 0 };
      const at = lastUpTo(bases.length, (i) => this.#xOf(i), pixel);
      if (at < 0 || at === last) {
        const end = Math.max(at, 0);
        return { base: bases[end] + (pixel - this.#xOf(end)) / this.zoom, fixed: fixed[end] };
      }
      return this.#between(at, (pixel - this.#xOf(at)) / (this.#xOf(at + 1) - this.#xOf(at)));
    }

    #between(at, part) {
      const { bases, fixed } = this.knots;
      return {
        base: bases[at] + part * (bases[at + 1] - bases[at]),
        fixed: fixed[at] + part * (fixed[at + 1] - fixed[at]),
      };
    }
  }

  (globalThis.Dateline ??= {}).Scale = Scale;
}
