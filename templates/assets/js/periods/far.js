"use strict";
// Events that stand on other pages, told apart from those of events.js by nothing that the axis,
// the search and the filters ask of them. Knows no DOM; needs words.js.
{
  const nothing = Object.freeze([]);

  // The columns of the build, as functions from the place of an event to its value.
  const columnsOf = (whole) => {
    const starts = [];
    let at = 0;
    for (const delta of whole.start) {
      if (delta !== null) at += delta;
      starts.push(delta === null ? null : at * whole.unit);
    }
    const one = ({ table, of }) => (place) => table[of[place]];
    const some = ({ table, of }) => (place, part) => of[place].map((each) => table[each][part]);
    const [length, kind, importance, status] =
      [whole.length, whole.kind, whole.importance, whole.status].map(one);
    const [category, actor, where] = [whole.category, whole.actor, whole.place].map(some);
    return { starts, length, kind, importance, status, category, actor, place: where, whole };
  };

  class Far {
    #columns;
    #place;
    hidden = false;

    // place: among all events; number: among those of this page.
    constructor(columns, place) {
      this.#columns = columns;
      this.#place = place;
      const start = columns.starts[place], [kind = "point", openStart, openEnd] = columns.kind(place);
      const [fadeFrom = null, fadeTo = null] = columns.whole.fades[place] ?? nothing;
      Object.assign(this, {
        id: `event ${place}`, start, end: start === null ? null : start + columns.length(place),
        kind, openStart: Boolean(openStart), openEnd: Boolean(openEnd), fadeFrom, fadeTo,
      });
    }

    get #said() {
      const { piece } = this.#columns.whole;
      return Dateline.Words.has("titles", Math.floor(this.#place / piece))?.[this.#place % piece];
    }

    // Comes true when its title is known.
    words() { return Dateline.Words.want("titles", Math.floor(this.#place / this.#columns.whole.piece)); }

    // Its summary as plain words, where those were loaded.
    get summary() {
      const { piece } = this.#columns.whole;
      return Dateline.Words.has("texts", Math.floor(this.#place / piece))?.[this.#place % piece] ?? "";
    }

    get importance() { return this.#columns.importance(this.#place); }
    get status() { return this.#columns.status(this.#place)[0]; }
    get sureness() { return this.status === "established" ? "" : this.#columns.status(this.#place)[1]; }
    get categories() { return this.#columns.category(this.#place, 0); }
    get actors() { return this.#columns.actor(this.#place, 0); }
    get places() { return this.#columns.place(this.#place, 0); }
    get sources() { return nothing; }
    get look() { return this.#columns.whole.looks[this.categories[0]] ?? 0; }

    // A title that is not there yet is asked for: who shows it draws anew when it comes.
    get title() {
      const said = this.#said;
      if (!said) Dateline.far.miss(this);
      return said?.[1] ?? "";
    }

    get date() { return this.#said?.[2] ?? Dateline.far.yearOf(this); }

    get href() {
      const { pages } = this.#columns.whole;
      let low = 0, high = pages.length;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (pages[middle][1] <= this.#place) low = middle; else high = middle;
      }
      const said = this.#said;
      return Dateline.Words.root + pages[low][0] + globalThis.location.search + (said ? `#${said[0]}` : "");
    }

    // The words of one of its names, as labels of choices show them.
    label(facet, nth) { return this.named(facet)[nth]; }

    named(facet) { return this.#columns[facet](this.#place, 1); }

    get labels() { return ["category", "actor", "place"].flatMap((facet) => this.named(facet)); }

    // It stands nowhere on this page: what is asked of its place finds nothing there.
    get slot() { return this; }
    get article() { return this; }
    closest() { return null; }
    querySelector() { return null; }
    querySelectorAll() { return nothing; }
    scrollIntoView() {}
  }

  Object.assign((globalThis.Dateline ??= {}), { Far, columnsOf });
}
