"use strict";
// What a reader can share of a view, as one frozen value: read from an address, written to one.
// Knows no DOM; needs clock.js and filter.js.
{
  const CHOICES = {
    scale: ["auto", "true", "even"],
    lanes: ["none", "category", "actor", "place"],
    story: ["", "all"],
  };
  const two = (number) => String(number).padStart(2, "0");

  // An instant as short as its zeros allow: 2011, 2011-03, 2011-03-15T20:40, Y-13000000000.
  const writeInstant = (second) => {
    const { year, ...rest } = Dateline.Clock.stampOf(second);
    const [month, day, hour, minute, end] = Object.values(rest).map(two);
    const size = String(Math.abs(year)).padStart(4, "0");
    const years = `${size.length > 4 ? "Y" : ""}${year < 0 ? "-" : ""}${size}`;
    return `${years}-${month}-${day}T${hour}:${minute}:${end}`
      .replace(/(((-01)?-01)?T00:00)?:00$/, "");
  };

  const INSTANT = /^Y?(-?\d{1,12})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?)?)?)?$/;

  const readInstant = (text) => {
    const found = INSTANT.exec(text);
    if (!found) return NaN;
    const [year, month = 1, day = 1, hour = 0, minute = 0, second = 0] =
      found.slice(1).map((part) => part && Number(part));
    return Dateline.Clock.secondOf(year, month, day, hour, minute) + second;
  };

  const readWindow = (text) => {
    const [start, end] = (text ?? "").split("..").map(readInstant);
    return start < end ? Object.freeze({ start, end }) : null;
  };

  const readYear = (text) => (/^-?\d{1,11}$/.test(text ?? "") ? Number(text) : null);

  const FIRST = {
    q: "", ...Object.fromEntries(Dateline.Filter.FACETS.map((facet) => [facet, Object.freeze([])])),
    from: null, to: null, scale: "auto", lanes: "none", at: null, story: "", step: "",
  };

  class State {
    constructor(fields) { Object.freeze(Object.assign(this, fields)); }

    // known: the values that there are, a Set for each facet and for step; others are left out.
    static read(search, known = {}) {
      const given = new URLSearchParams(search);
      const isKnown = (name, value) => known[name]?.has(value) ?? true;
      const fields = { ...FIRST, q: (given.get("q") ?? "").slice(0, 200) };
      for (const facet of Dateline.Filter.FACETS) {
        const values = given.getAll(facet).filter((value) => isKnown(facet, value));
        fields[facet] = Object.freeze([...new Set(values)]);
      }
      for (const [name, choices] of Object.entries(CHOICES)) {
        if (choices.includes(given.get(name))) fields[name] = given.get(name);
      }
      const step = given.get("step") ?? "";
      if (fields.story && isKnown("step", step)) fields.step = step;
      fields.from = readYear(given.get("from"));
      fields.to = readYear(given.get("to"));
      fields.at = readWindow(given.get("at"));
      return new State(fields);
    }

    with(changes) { return new State({ ...this, ...changes }); }

    // Only what differs from the plain page, in one order, so that equal views have equal addresses.
    toSearch() {
      const written = new URLSearchParams();
      for (const [name, first] of Object.entries(FIRST)) {
        const value = this[name];
        if (Array.isArray(first)) value.forEach((each) => written.append(name, each));
        else if (name === "at" && value) {
          written.set(name, `${writeInstant(value.start)}..${writeInstant(value.end)}`);
        } else if (value !== first) written.set(name, value);
      }
      const search = written.toString().replaceAll("%3A", ":");
      return search && `?${search}`;
    }

    // How many filters are set; the words count as one, and so do the years.
    get filters() {
      const { FACETS } = Dateline.Filter;
      return Number(this.q.trim() !== "") + Number(this.from !== null || this.to !== null) +
        FACETS.reduce((sum, facet) => sum + this[facet].length, 0);
    }

    // Everything shown again, seen from where one is.
    get cleared() {
      const none = Dateline.Filter.FACETS.map((facet) => [facet, FIRST[facet]]);
      return this.with({ q: "", from: null, to: null, ...Object.fromEntries(none) });
    }
  }

  (globalThis.Dateline ??= {}).State = State;
}
