"use strict";
// Draws a view of the axis; alone touches its SVG. Everything runs from left to right, the style
// sheet mirrors it. Only what is in sight is in the page, and while one pans, one group moves.
{
  const MARKS = 32, BARS = 51, STEP = 6, LINE = 70, LABELS = 87, STRIP = 94, HEIGHT = 101;
  const NEAR = 24, MOST = 240; // pixels beyond the edges; faded stretches at once
  const SOME = 12; // marks that are dressed in one go
  const REST = 120; // milliseconds after a move, when marks and counts are named
  const tenth = (value) => Math.round(value * 10) / 10;
  const at = (x, y) => `translate(${tenth(x)} ${y})`;

  const short = (words, room) => (words.length > room ? `${words.slice(0, room - 1)}…` : words);

  // Writes only what changes: styling and laying out cost more than remembering.
  const set = (node, values) => {
    const was = (node.was ??= {});
    for (const [name, value] of Object.entries(values)) {
      if (was[name] === value) continue;
      was[name] = value;
      if (name === "text") node.textContent = value;
      else if (value === null) node.removeAttribute(name);
      else node.setAttribute(name, value);
    }
  };

  const make = (name, parent, values = {}) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    set(made, values);
    parent.append(made);
    return made;
  };

  // Elements by a key that stays while what they show stays; the others wait outside the page.
  class Kept {
    constructor(parent, create) {
      Object.assign(this, { parent, create, now: new Map(), next: new Map(), spare: [] });
    }
    take(key) {
      const node = this.now.get(key) ?? this.spare.pop() ?? this.create(this.parent);
      this.now.delete(key);
      this.next.set(key, node);
      if (!node.parentNode) this.parent.append(node);
      return node;
    }
    end() {
      for (const node of this.now.values()) {
        node.remove();
        this.spare.push(node);
      }
      this.now = this.next;
      this.next = new Map();
    }
  }

  // Elements in a row, one for each key. One that stays is where it was; the others are written
  // anew in their places, as to move an element is to have it styled and laid out again.
  class Row {
    constructor(parent, create) { Object.assign(this, { parent, create, nodes: [], keys: [], spare: [] }); }

    // held: an element that has to stand for a key, whatever it stood for before.
    show(keys, held, heldKey) {
      const { parent, nodes, spare } = this;
      const was = new Map(this.keys.map((key, place) => [key, place]));
      const stays = held ? keys.indexOf(heldKey) : keys.findIndex((key) => was.has(key));
      let gone = stays < 0 ? 0 : (held ? nodes.indexOf(held) : was.get(keys[stays])) - stays;
      const drop = (node) => { node.remove(); spare.push(node); };
      const take = () => spare.pop() ?? this.create();
      for (; gone > 0; gone -= 1) drop(nodes.shift());
      for (; gone < 0; gone += 1) { nodes.unshift(take()); parent.prepend(nodes[0]); }
      while (nodes.length > keys.length) drop(nodes.pop());
      while (nodes.length < keys.length) { nodes.push(take()); parent.append(nodes.at(-1)); }
      this.keys = keys;
      return nodes;
    }
  }

  // What the build drew: its width, and the stretches and cuts that a script cannot know.
  const read = (svg) => ({
    width: Number(svg.dataset.width),
    segments: Array.from(svg.querySelectorAll(".line[data-from]"), (path) => {
      const [x0, x1] = path.getAttribute("d").match(/[\d.]+/g).filter((_, each) => each !== 1).map(Number);
      return { from: Number(path.dataset.from), to: Number(path.dataset.to), x0, x1 };
    }),
    cuts: Array.from(svg.querySelectorAll(".cut"), (cut) =>
      ["title", "text"].map((name) => cut.querySelector(name).textContent)),
  });

  class Picture {
    constructor(axis) {
      this.axis = axis;
      this.drawn = Array.from(axis.stage.querySelectorAll(".picture"), read);
      this.outlines = Array.from(axis.nav.querySelector(".outlines").content.querySelectorAll("path"),
        (path) => path.getAttribute("d"));
      this.svg = make("svg", axis.stage, { class: "picture drawn", role: "group", width: "100%" });
      const layer = (parent, name = "") => make("g", parent, { class: name });
      const words = (parent) => new Kept(parent, () => make("text", layer(parent)).parentNode);
      const moving = (this.moving = layer(this.svg));
      const cuts = layer(moving), under = (this.under = layer(moving)), bars = layer(moving);
      this.ticks = make("path", under, { class: "tick" });
      this.line = make("path", under, { class: "line" });
      this.labels = words(under);
      this.cuts = new Kept(cuts, (parent) => {
        const cut = make("g", parent, { class: "cut" });
        ["rect", "path", "text"].forEach((name) => make(name, cut));
        return cut;
      });
      this.bars = new Kept(bars, (parent) => make("path", parent));
      this.words = words(layer(this.svg, "words"));
      this.markers = layer(moving);
      this.marks = new Row(this.markers, () => {
        const node = make("a", this.markers);
        make("rect", node, { class: "target", x: -12, y: -12, width: 24, height: 24 });
        make("path", node);
        make("circle", node, { r: 11 });
        make("text", node, { dy: 4, lengthAdjust: "spacingAndGlyphs" });
        return node;
      });
      this.strip = layer(this.svg, "strip");
      make("rect", this.strip, { class: "ground", y: STRIP, width: "100%", height: 6 });
      this.windows = make("path", this.strip, { class: "window" });
      this.seen = make("rect", this.strip, { class: "seen", y: STRIP - 1, height: 8, width: 0 });
      this.points = make("path", this.strip);
    }

    // The picture that the style sheet shows in so much room: its stretches, stretched to it.
    segments(width) {
      const fitting = this.drawn.filter((each) => each.width <= width);
      const { segments, cuts, width: own } = fitting.at(-1) ?? this.drawn[0], part = width / own;
      this.named = cuts;
      return segments.map(({ from, to, x0, x1 }) => ({ from, to, x0: x0 * part, x1: x1 * part }));
    }

    draw(view) { for (const _ of this.drawing(view)); }

    // The same in pieces, for the first time.
    *drawing(view) {
      this.#layOut(view);
      yield;
      const { axis, drop, origin } = this;
      if (!(Math.abs(view.shift - origin) < axis.width)) this.origin = view.shift;
      this.ahead = view.shift - this.origin;
      set(this.moving, { transform: at(-this.ahead, 0) });
      set(this.svg, { height: HEIGHT + drop });
      for (const part of [this.under, this.strip]) set(part, { transform: at(0, drop) });
      const near = this.#drawGround(view);
      yield;
      this.#drawTicks(view);
      yield;
      this.#drawStrip(view, near);
      this.#drawBars(view);
      yield;
      yield* this.#drawMarkers(view);
      axis.nav.classList.toggle("has-lanes", axis.lanes !== "none");
      axis.nav.classList.toggle("is-zoomed", view.zoom > 1);
    }

    // Where everything stands at this zoom, whatever part of it is in sight.
    #layOut({ knots, width, zoom }) {
      const { axis } = this, { bars, marks } = axis, key = [knots, width, zoom, axis.lanes];
      if (this.key?.every((part, each) => part === key[each])) return;
      this.key = key;
      this.origin = NaN;
      const flat = new Dateline.Scale(knots, width, zoom), xs = flat.toPixels(axis.at);
      const end = flat.toPixel(knots.seconds.at(-1));
      this.x0 = Float64Array.from(bars, (place) => (marks[place].event.openStart ? 0 : xs[place]));
      this.x1 = Float64Array.from(bars, (place) => Math.max(xs[place],
        marks[place].event.openEnd ? end : flat.toPixel(marks[place].ends)));
      this.faded = axis.fades.map((place) =>
        [flat.toPixel(marks[place].first), flat.toPixel(marks[place].last)]);
      this.drop = 0;
      if (axis.lanes === "none") {
        this.layout = Dateline.Rows.inLine(xs, MARKS);
        this.rows = Dateline.Rows.barRows(this.x0, this.x1);
        return;
      }
      const ends = Float64Array.from(xs);
      bars.forEach((place, each) => { ends[place] = this.x1[each]; });
      this.layout = Dateline.Lanes.lay(Dateline.Lanes.names(marks, axis.lanes), xs, ends, 14);
      this.drop = Math.max(this.layout.bottom - LINE + 8, 0);
      this.holders = marks.map(() => []);
      this.layout.x.forEach((_, group) =>
        this.members(group).forEach((place) => this.holders[place].push(group)));
    }

    #drawGround(view) {
      const { axis: { stretches }, drop, ahead } = this, { knots, width } = view;
      const far = (x) => tenth(Math.min(Math.max(x, -width), 2 * width) + ahead);
      const edges = knots.rate
        ? stretches.map(({ from, to }) => [view.toPixel(from), view.toPixel(to)]) : [[0, width]];
      const near = edges.filter(([x0, x1]) => x1 > 0 && x0 < width);
      set(this.line, { d: near.map(([x0, x1]) => `M${far(x0)} ${LINE}H${far(x1)}`).join("") });
      edges.slice(1).forEach(([next], each) => {
        const x = edges[each][1], wide = next - x, [name, label] = this.named[each];
        if (next < 0 || x > width) return;
        const cut = this.cuts.take(each), [rect, path, text] = cut.children;
        cut.stretch = each + 1; // the one behind it
        set(cut, { transform: at(x + wide / 2 + ahead, 0), role: "img", "aria-label": name });
        set(rect, { class: "hole", y: 16, x: tenth(-wide / 2), width: tenth(wide), height: 60 + drop });
        set(path, { d: `M-2 ${62 + drop}l-5 16m9-16l-5 16` });
        set(text, { y: 11, text: label });
      });
      this.cuts.end();
      return near;
    }

    #drawTicks(view) {
      const { axis: { word, stretches }, ahead } = this, { knots } = view;
      const ticks = knots.rate
        ? Dateline.ticksOf(view, stretches, { word }) : Dateline.ranksOf(view, { word });
      set(this.ticks, { d: ticks.map(({ x }) => `M${tenth(x + ahead)} ${LINE}v5`).join("") });
      for (const { label, labelX, second } of ticks) {
        if (labelX === null) continue;
        const node = this.labels.take(second);
        set(node, { transform: at(labelX + ahead, LABELS) });
        set(node.firstChild, { text: label });
      }
      this.labels.end();
    }

    #drawStrip(view, near) {
      const { axis } = this, { width } = view;
      const windows = near.map(([x0, x1]) => {
        const left = this.stripX(view.toSecond(Math.max(x0, 0)));
        const right = this.stripX(view.toSecond(Math.min(x1, width)));
        return `M${tenth(left)} ${STRIP}h${tenth(Math.max(right - left, 1))}v6H${tenth(left)}Z`;
      });
      set(this.windows, { d: windows.join("") });
      if (this.stripWidth === width) return;
      this.stripWidth = width;
      const places = new Set(axis.at.map((second) => Math.round(this.stripX(second) * 2) / 2));
      set(this.points, { d: [...places].map((x) => `M${x} ${STRIP}v6`).join("") });
    }

    // Where a second stands on the strip, which is always at true scale.
    stripX(second) {
      const { extent: { from, to }, width } = this.axis;
      return Math.min(Math.max((second - from) / (to - from), 0), 1) * width;
    }

    // From what second to what second the list is on the screen.
    see(from, to) {
      const left = this.stripX(from);
      set(this.seen, { x: tenth(left) - 1, width: tenth(Math.max(this.stripX(to) - left, 0)) + 2 });
    }

    grip() {
      const grip = make("g", this.strip, { class: "grip" });
      make("rect", grip, { x: -12, y: -8, width: 24, height: 24 });
      make("path", grip, { d: "M0-3v12" });
      return grip;
    }

    move(grip, second, isSet) {
      set(grip, { transform: at(this.stripX(second), STRIP), class: isSet ? "grip is-set" : "grip" });
    }

    #drawBars({ shift, width }) {
      const { axis, words, x0, x1, ahead } = this, { marks, bars } = axis;
      const isFlat = axis.lanes === "none", left = shift - NEAR, right = shift + width + NEAR;
      const clipped = (x) => Math.min(Math.max(x - shift, -width), 2 * width) + ahead;
      const shape = (key, kind, { look }, d) => set(this.bars.take(key), { class: `${kind} look-${look}`, d });
      let most = isFlat ? MOST : 0;
      this.faded.forEach(([from, to], each) => {
        if (to < left || from > right || (most -= 1) < 0) return;
        const ends = [clipped(from), clipped(Math.max(to, from + 2))].map(tenth);
        shape(-1 - each, "fade", marks[axis.fades[each]].event, `M${ends[0]} ${BARS - 4}H${ends[1]}v14H${ends[0]}Z`);
      });
      const cutOff = [];
      bars.forEach((place, bar) => {
        if (x1[bar] < left || x0[bar] > right || (isFlat && this.rows[bar] < 0)) return;
        const { event } = marks[place], { openStart, openEnd } = event;
        const from = tenth(clipped(x0[bar])) + 7 * openStart;
        const to = Math.max(tenth(clipped(x1[bar])) - 7 * openEnd, from + 2);
        const ys = isFlat ? [BARS + this.rows[bar] * STEP] : this.holders[place]
          .filter((group) => this.sizeOf(group) === 1).map((group) => this.layout.y[group] - 2);
        shape(bar, "bar", event, ys.map((y) => `M${from} ${y}H${to}${openEnd ? "v-2l7 4l-7 4v-2" : "v4"}H${
          from}${openStart ? "v2l-7-4l7-4" : ""}Z`).join(""));
        if (x0[bar] < shift - 6) cutOff.push([event.title, Math.min(x1[bar] - shift, width) / 5.6 - 2]);
      });
      const room = Math.max(...cutOff.map(([, each]) => each), 0);
      if (isFlat && room > 6) { // a bar whose mark is out of sight says what it is
        const said = cutOff.map(([title]) => title).join(" · ");
        this.#say("bars", short(said, room), 4, BARS - 2);
      }
      if (!isFlat) this.layout.lanes.forEach(({ name, y }) => this.#say(name, short(name, width / 6.5), 0, y + 12));
      this.bars.end();
      words.end();
    }

    #say(key, text, x, y) {
      const node = this.words.take(key);
      set(node, { transform: at(x, y) });
      set(node.firstChild, { text });
    }

    sizeOf(group) { return this.layout.first[group + 1] - this.layout.first[group]; }

    // The places of a group's marks, in order of time.
    members(group) {
      const { first, order } = this.layout, from = first[group];
      return Array.from({ length: this.sizeOf(group) }, (_, each) => order?.[from + each] ?? from + each);
    }

    // The group that holds a place; in lanes it may be in several, so the wanted row decides.
    groupOf(place, y = null) {
      const { first, order, y: ys } = this.layout;
      if (!order) return Dateline.Rows.upTo(first, place, first.length - 1);
      const found = this.holders[place];
      return found.find((group) => ys[group] === y) ?? found[0] ?? -1;
    }

    *#drawMarkers({ shift, width }) {
      const { axis, layout: { x, y, first, order }, markers } = this, { focus } = axis;
      const from = Dateline.Rows.upTo(x, shift - NEAR) + 1;
      const to = Dateline.Rows.upTo(x, shift + width + NEAR);
      let chosen = this.groupOf(focus.place, focus.y);
      const current = axis.current < 0 ? -1 : this.groupOf(axis.current);
      const keyOf = (group) => `${order?.[first[group]] ?? first[group]} ${y[group]}`;
      const held = !this.isFree && markers.contains(document.activeElement) ? document.activeElement : null;
      if (!held && from <= to && !(chosen >= from && chosen <= to)) { // one tab stop, always in sight
        chosen = from;
        axis.focus = { place: this.members(from)[0], y: y[from] };
      }
      const groups = Array.from({ length: Math.max(to - from + 1, 0) }, (_, each) => from + each);
      if (held && chosen < from) groups.unshift(chosen);
      if (held && chosen > to) groups.push(chosen);
      // The keyboard stays on one element while marks and counts are regrouped around it.
      const nodes = this.marks.show(groups.map(keyOf), held, held && keyOf(chosen));
      yield;
      for (const [each, group] of groups.entries()) {
        const node = nodes[each];
        set(node, { transform: at(x[group] - this.origin, y[group]),
          tabindex: group === chosen ? 0 : -1, "aria-current": group === current ? "true" : null });
        this.#dress(node, group);
        if (group === chosen) this.focused = node;
        if (each % SOME === SOME - 1) yield;
      }
      const name = () => nodes.forEach((node) => this.#name(node));
      clearTimeout(this.resting);
      if (!axis.isMoving) { yield; name(); return; }
      if (this.focused) this.#name(this.focused);
      this.resting = setTimeout(() => { axis.isMoving = false; name(); }, REST);
    }

    #name(node) {
      if (node.name === node.key) return;
      node.name = node.key;
      set(node, { "aria-label": this.axis.nameOf(...node.holds) });
    }

    #dress(node, group) {
      const { axis } = this, { first, order } = this.layout, size = this.sizeOf(group);
      const place = order?.[first[group]] ?? first[group];
      const last = order?.[first[group + 1] - 1] ?? first[group + 1] - 1;
      node.group = group;
      const key = `${place} ${size} ${axis.sifted}`;
      if (node.key === key) return;
      node.key = key;
      node.holds = [place, last, size];
      const { event } = axis.marks[place], isMany = size > 1;
      const isOut = order ? this.members(group).every((each) => axis.isOut(each, each)) : axis.isOut(place, last);
      set(node, {
        class: ["marker", ...(isMany ? ["many"] : [`look-${event.look}`, `status-${event.status}`]),
          ...(isOut ? ["is-out"] : [])].join(" "),
        role: isMany ? "button" : null, href: isMany ? null : event.href ?? `#${event.id}`,
      });
      set(node.children[isMany ? 3 : 1], isMany
        ? { text: axis.page.number(size), textLength: size > 999 ? 19 : null } // inside its circle
        : { d: this.outlines[event.look] });
    }
  }

  Dateline.Picture = Picture;
}
