"use strict";
// The axis in the reader's hands: one view, and the few verbs in which all gestures end.
// A view is a frozen Scale; places are those of marks in order of time.
{
  const YEAR = 31556952, HOUR = 3600, MOST = 1e11; // beyond, pixels would lose their exactness
  const UNITS = [86400, YEAR / 12, ...Array.from({ length: 11 }, (_, power) => YEAR * 10 ** power)];
  const ROUND = ["year", "month", "day", "hour"], SIZES = [YEAR, YEAR / 12, 86400, HOUR];
  const EASE = 220, NOTICED = 1.6;
  const KNOWN = Object.entries({ millennium: 365e3, century: 36500, decade: 3650, year: 365,
    month: 28, day: 1, hour: 1 / 24 }); // days, the fewest

  class Axis {
    constructor(page, nav) {
      Object.assign(this, { page, nav, stage: nav.querySelector(".stage"), current: -1 });
      this.marks = Dateline.Rows.timed(page.events);
      this.at = Float64Array.from(this.marks, (mark) => mark.at);
      this.placeOf = new Map(this.marks.map((mark, place) => [mark.event.id, place]));
      this.bars = this.marks.flatMap((mark, place) => (mark.isBar ? place : []));
      this.fades = this.marks.flatMap((mark, place) => (mark.isFaded ? place : []));
      this.isRtl = nav.matches("[dir=rtl] *"); // as the style sheet has it
      this.motion = matchMedia("(prefers-reduced-motion: no-preference)");
      this.focus = { place: 0, y: null };
      this.out = new Int32Array(this.marks.length + 1);
    }

    // The picture for the first time, in pieces.
    *drawing() {
      this.picture = new Dateline.Picture(this);
      yield;
      this.word = Dateline.wording(this.page.locale, this.page.words);
      yield;
      this.measure();
      yield* this.picture.drawing(this.view);
    }

    // How many are hidden before each place, so that any stretch is answered at once.
    sift() {
      this.marks.forEach(({ event: { slot } }, place) => {
        this.out[place + 1] = this.out[place] + Number(slot.hidden);
      });
      this.sifted = (this.sifted ?? 0) + 1;
      this.ask();
      this.extended?.();
    }

    isOut(first, last) { return this.out[last + 1] - this.out[first] > last - first; }

    nameOf(first, last, size) {
      const { page, marks } = this, { event, number } = marks[first];
      if (size > 1) {
        return page.say("many", { events: page.count(size), first: event.date, last: marks[last].event.date });
      }
      const total = page.number(page.events.length);
      const { date, sureness } = event, title = event.title + (sureness && ` (${sureness})`);
      return page.say("mark", { date, title, n: page.number(number + 1), total });
    }

    // The whole in this mode and width: the build's own segments, stretched as its picture is.
    wholeOf({ scale }) {
      const { width, marks } = this;
      const segments = this.picture.segments(width);
      const first = marks.reduce((least, mark) => Math.min(least, mark.first), Infinity);
      const last = marks.reduce((most, mark) => Math.max(most, mark.last), -Infinity);
      this.extent = segments.length
        ? { from: segments[0].from, to: segments[segments.length - 1].to }
        : { from: first, to: Math.max(last, first + 1) };
      if (scale === "true") return Dateline.Rows.trueScale(first, last, width);
      return scale === "even" || !segments.length
        ? Dateline.Scale.ranked(this.at, width) : Dateline.Scale.of(segments, width);
    }

    // Measures anew and draws: after a resize, when the state changed.
    fit(state) {
      this.measure(state);
      this.draw();
    }

    measure(state = this.page.store.state) {
      this.width = Math.max(this.stage.clientWidth, 48);
      this.whole = this.wholeOf(state);
      const { knots } = this.whole;
      this.stretches = [];
      for (let at = 0; at < knots.seconds.length && knots.rate; at += 2) {
        this.stretches.push(this.stretch(knots.seconds[at], knots.seconds[at + 1]));
      }
      const hasRoom = Dateline.Lanes && matchMedia("(min-width: 56.25rem)").matches;
      this.lanes = hasRoom ? state.lanes : "none";
      this.told = state.at;
      this.#stop();
      const { at } = state;
      this.view = at ? this.held(this.whole.fit(at.start, at.end)) : this.whole;
      this.target = this.view;
    }

    // A kept stretch with where its first mark stands, and how precisely its best one is known.
    stretch(from, to) {
      const first = Dateline.Rows.upTo(this.at, from - 1) + 1, end = Dateline.Rows.upTo(this.at, to) + 1;
      let known = Infinity;
      for (const { isBar, event } of this.marks.slice(first, end)) {
        if (!isBar && !event.openStart) known = Math.min(known, event.end - event.start);
      }
      if (known === Infinity) known = 86400;
      const finest = KNOWN.find(([, days]) => known + 1 >= days * 86400)?.[0] ?? "minute";
      return { from, to, first, anchor: this.at[first] ?? from, finest };
    }

    held(scale) { // not below an hour from end to end, and never past the ends of the whole
      const { knots } = scale;
      if (knots !== this.whole.knots) return this.whole;
      const step = knots.rate || knots.seconds.length < 2 ? 0 : knots.bases[1] - knots.bases[0];
      const most = knots.rate ? this.width / HOUR / knots.rate : this.width / 3 / (step || this.width);
      const over = scale.zoom / Math.max(1, Math.min(MOST, most));
      return (over > 1 ? scale.zoomedAt(this.width / 2, 1 / over) : scale).held();
    }

    // Goes to a view at once or, where motion is welcome, with ease. push: going back undoes it.
    show(scale, { ease = false, tell = true, push = false } = {}) {
      this.#stop();
      const from = this.view, to = (this.target = this.held(scale));
      if (tell) this.#tell(push);
      if (!ease || !this.motion.matches || from.knots !== to.knots) {
        this.view = to;
        this.isMoving = !tell;
        this.ask();
        return;
      }
      this.isMoving = true;
      const started = performance.now(), ratio = to.zoom / from.zoom;
      const step = (now) => {
        const part = 1 - (1 - Math.min(Math.max((now - started) / EASE, 0), 1)) ** 3;
        const zoom = from.zoom * ratio ** part;
        const way = ratio === 1 ? part : (zoom - from.zoom) / (to.zoom - from.zoom);
        this.view = part === 1 ? to
          : new Dateline.Scale(to.knots, to.width, zoom, from.shift + way * (to.shift - from.shift));
        this.moving = part < 1 ? requestAnimationFrame(step) : 0;
        this.draw();
      };
      this.moving = requestAnimationFrame(step);
    }

    #stop() {
      cancelAnimationFrame(this.moving ?? 0);
      this.moving = 0;
    }

    // Says where one is: in the address, and to those who listen.
    #tell(push) {
      const { target, width } = this;
      let at = null;
      if (target.zoom > 1) {
        const start = target.toSecond(0), end = target.toSecond(width);
        const unit = ROUND.find((_, each) => end - start > 200 * SIZES[each]) ?? "minute";
        const { floored, following } = Dateline.Clock;
        at = Object.freeze({ start: floored(start, unit), end: following(end, unit) });
      }
      this.told = at;
      this.page.store.set({ at }, { push });
      this.extended?.();
    }

    ask() { this.asked ||= requestAnimationFrame(() => this.draw()); }

    draw() {
      cancelAnimationFrame(this.asked ?? 0);
      this.asked = 0;
      this.picture.draw(this.view);
    }

    // In (1) or out (-1) to the next level: whole, stretch, decade …, year, month, day.
    level(way, pixel = this.focal()) {
      const scale = this.target, { knots, perSecond } = scale;
      if (!knots.rate) return this.zoom(way > 0 ? 2.5 : 0.4, pixel);
      const second = scale.toSecond(pixel);
      const here = this.stretches.find(({ to }) => second <= to) ?? this.stretches[0];
      const lengths = [...UNITS, (here.to - here.from) * 0.97];
      const factors = lengths.map((length) => (scale.width * 0.97) / length / perSecond)
        .filter((factor) => (way > 0 ? factor > NOTICED : factor < 1 / NOTICED));
      return this.zoom(way > 0 ? Math.min(...factors, 1e3) : Math.max(...factors, 0), pixel);
    }

    zoom(factor, pixel, how = { ease: true }) {
      const to = factor * this.target.zoom <= 1 ? this.whole : this.target.zoomedAt(pixel, factor);
      this.show(to, how);
    }

    pan(pixels, how) { this.show(this.target.panned(pixels), how); }

    showWhole() { this.show(this.whole, { ease: true }); }

    // Where a zoom without a pointer aims: the focused mark, the one being read, or the middle.
    focal() {
      const hasFocus = this.nav.contains(document.activeElement) || this.current < 0;
      const x = this.xOf(hasFocus ? this.focus.place : this.current);
      return x >= 0 && x <= this.width ? x : this.width / 2;
    }

    xOf(place) { return this.target.toPixel(this.at[place] ?? 0); }

    // Brings a mark into sight, without moving what can be seen anyway.
    reveal(place, how = { ease: true, tell: false }) {
      const x = this.xOf(place);
      if (this.target.zoom > 1 && (x < 12 || x > this.width - 12)) this.pan(this.width / 2 - x, how);
    }

    // A group's marks from end to end; at one instant there is nothing to enlarge.
    enter(group) {
      const places = this.picture.members(group);
      const [first, last] = [places[0], places[places.length - 1]];
      const x0 = this.xOf(first), room = this.xOf(last) - x0;
      const wanted = this.target.zoomedAt(x0 + room / 2, (this.width * 0.8) / Math.max(room, 1e-9));
      const to = this.held(wanted.panned(this.width / 2 - x0 - room / 2));
      if (!places.includes(this.focus.place)) this.focus = { place: first, y: null };
      if (!(room > 0) || to.zoom < this.target.zoom * 1.05) this.page.open(this.marks[first].event);
      else {
        this.show(to, { ease: true, push: true });
        this.#lead(places);
      }
    }

    // The list goes along to the first of these events, where that leaves the axis in sight.
    #lead(places) {
      if (getComputedStyle(this.nav).position !== "sticky") return;
      const { event } = this.marks[places.find((place) => !this.isOut(place, place)) ?? places[0]];
      (event.slot.closest("details:not([open])") ?? event.article).scrollIntoView();
    }

    // Moves the one tab stop to a mark, and the keyboard with it.
    focusOn(place, y = null) {
      this.focus = { place, y };
      this.reveal(place, {});
      this.picture.isFree = true;
      this.draw();
      this.picture.isFree = false;
      this.picture.focused?.focus({ preventScroll: true });
    }

    // Pixels from the axis's beginning, which is at the right where one reads from there.
    pixelOf({ clientX }) {
      const { left, right } = this.picture.svg.getBoundingClientRect();
      return this.isRtl ? right - clientX : clientX - left;
    }
  }

  (globalThis.Dateline ??= {}).Axis = Axis;
}
