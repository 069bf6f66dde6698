"use strict";
// Search and filters: hands for the form above the list. What is set lives in the store.
{
  const MOST = 100; // rows of a long list at a time; more are found by typing
  const NARROW = "(max-width: 47.99rem)"; // as in 3-find.css
  const LABELS = { category: ".category", actor: ".actor", place: ".place", source: ".notes > li" };
  const { FACETS, rowOf, valueAt, filter } = Dateline.Filter;
  const PIECE = 100; // events that are read in one go

  const labelOf = (event, facet, at) => {
    if (event.label) return event.label(facet, at);
    const found = event.article.querySelectorAll(LABELS[facet])[at];
    if (facet !== "source") return found.textContent;
    const parts = [".publisher", "cite"].map((part) => found.querySelector(part)?.textContent);
    return parts.filter(Boolean).join(", ");
  };

  const put = (element, text) => { if (element.textContent !== text) element.textContent = text; };

  class Find {
    #labels = new Map(); // facet → value → words
    #isTyping = false;
    #frame = 0;
    #found = { q: "", matches: null };

    constructor(page, form, rows) {
      const { events } = page;
      this.page = page;
      this.form = form;
      this.events = events;
      this.part = (name) => form.querySelector(name);
      this.speak = Dateline.speaker(document.documentElement.lang);
      this.rows = rows;
      const { List, Texts, Hits } = { ...Dateline, ...Dateline.far?.parts };
      this.texts = new Texts(events);
      this.hits = new Hits();
      const root = document.querySelector(".events");
      this.list = new List(root, events, this.part(".away-pattern"), this.speak);
      this.dialog = this.part("dialog");
      this.categories = this.part(".categories");
      this.none = document.querySelector(".none-left");
      this.whole = this.#knowWhole();
    }

    #knowWhole() {
      const whole = filter(this.rows, Dateline.State.read(""));
      const known = FACETS.map((facet) => [facet, new Set(whole.counts[facet].keys())]);
      Dateline.store.know({
        ...Object.fromEntries(known), step: new Set(this.events.map(({ id }) => id)),
      });
      const years = this.rows.flatMap((row) => (row.years ? [row.years.first, row.years.last] : []))
        .filter(Number.isFinite).sort((a, b) => a - b);
      this.part("[name=from]").placeholder = years[0] ?? "";
      this.part("[name=to]").placeholder = years.at(-1) ?? "";
      this.part(".years .hint").hidden = !(years[0] < 1);
      for (const facet of this.form.querySelectorAll("[data-facet]")) {
        const { size } = whole.counts[facet.dataset.facet]; // one choice is none
        facet.hidden = size < 2;
        facet.querySelectorAll("input[name]").forEach((input) => {
          input.closest("label").hidden = !whole.counts[input.name].has(input.value);
        });
      }
      return whole;
    }

    draw(state) {
      if (this.#found.q !== state.q) {
        const matches = state.q.trim()
          ? this.texts.matching(state.q, () => this.draw(Dateline.store.state)) : null;
        if (matches === undefined) return; // what is searched is on its way
        this.#found = { q: state.q, matches };
      }
      const result = filter(this.rows, state, this.#found.matches);
      this.page.shown = result.shown;
      this.counts = result.counts;
      const { q, from, to } = state;
      const isPicked = state.filters > Number(from !== null || to !== null);
      this.list.show(result.shown, { total: result.total, isPicked });
      this.#drawForm(state, result.total);
      const seen = this.events.filter((event, place) => result.shown[place]);
      this.hits.show(seen.map(({ article }) => article), Dateline.Search.wordsOf(q));
    }

    #drawForm(state, total) {
      const { fill, number, count } = this.speak;
      const counted = this.part(".found-count"), badge = this.part(".badge");
      const { length } = this.events, { all, words: some } = counted.dataset;
      const said = fill(total < length ? some : all, { n: number(total), total: number(length) });
      put(counted, said);
      if (this.dialog.open) put(this.part(".sheet-count"), said);
      const set = state.filters - Number(state.q.trim() !== "");
      badge.hidden = !set;
      badge.textContent = set ? number(set) : "";
      badge.setAttribute("aria-label", set ? count(badge.dataset.words, set) : "");
      put(this.part(".sheet-foot .close"), count(this.part(".sheet-foot .close").dataset.words, total));
      this.form.querySelectorAll(".clear").forEach((clear) => { clear.hidden = !state.filters; });
      this.none.hidden = total > 0 || !this.events.length;
      const story = this.part(".story-open");
      if (story) story.disabled = !total;
      const words = this.part("[name=q]");
      if (words.value !== state.q && !this.#frame) words.value = state.q;
      this.part("[name=from]").value = state.from ?? "";
      this.part("[name=to]").value = state.to ?? "";
      this.#drawChoices(state);
      this.#drawChips(state);
    }

    #drawChoices(state) {
      for (const input of this.form.querySelectorAll("input[type=checkbox]")) {
        const label = input.closest("label"), number = this.counts[input.name].get(input.value) ?? 0;
        input.checked = state[input.name].includes(input.value);
        label.classList.toggle("is-empty", !number && !input.checked);
        put(label.querySelector(".tally"), this.speak.number(number));
      }
      for (const facet of this.form.querySelectorAll("details.facet")) {
        const set = state[facet.dataset.facet].length;
        put(facet.querySelector("summary .tally"), set ? this.speak.number(set) : "");
      }
    }

    #drawChips(state) {
      const chips = this.part(".chips"), pattern = this.part(".chip-pattern").content;
      const { remove, words, years, from, to } = chips.dataset;
      const set = FACETS.flatMap((facet) => state[facet].map((value) => [facet, value]));
      const texts = set.map(([facet, value]) => this.#nameOf(facet, value));
      if (state.q.trim()) {
        set.push(["q", ""]);
        texts.push(this.speak.fill(words, { words: state.q.trim() }));
      }
      if (state.from !== null || state.to !== null) {
        set.push(["from", ""]);
        texts.push(this.speak.fill(
          state.from === null ? to : state.to === null ? from : years, state));
      }
      chips.replaceChildren(...set.map(([name, value], place) => {
        const item = pattern.cloneNode(true), chip = item.querySelector("button");
        Object.assign(chip.dataset, { name, value });
        chip.setAttribute("aria-label", this.speak.fill(remove, { name: texts[place] }));
        chip.querySelector("span").textContent = texts[place];
        return item;
      }));
    }

    #nameOf(facet, value) {
      const inputs = Array.from(this.form.querySelectorAll(`input[name=${facet}]`));
      const input = inputs.find((each) => each.value === value);
      return input
        ? input.closest("label").querySelector(".choice-name").textContent
        : this.#namesOf(facet).get(value);
    }

    // The words for each value, from the first event that has it; most used first.
    #namesOf(facet) {
      if (this.#labels.has(facet)) return this.#labels.get(facet);
      const at = FACETS.indexOf(facet), counts = this.whole.counts[facet], names = new Map();
      this.rows.forEach(({ values }, place) => values[at].forEach((number, nth) => {
        const value = valueAt(at, number);
        if (!names.has(value)) names.set(value, labelOf(this.events[place], facet, nth));
      }));
      const { compare } = new Intl.Collator(document.documentElement.lang);
      const sorted = [...names].sort(([a, nameA], [b, nameB]) =>
        counts.get(b) - counts.get(a) || compare(nameA, nameB));
      this.#labels.set(facet, new Map(sorted));
      return this.#labels.get(facet);
    }

    #drawLong(details) {
      const { facet } = details.dataset, names = this.#namesOf(facet);
      const texts = [...names.values()].map(Dateline.fold);
      const matches = Dateline.Search.search(texts, details.querySelector(".seek").value);
      const values = [...names.keys()].filter((value, place) => !matches || matches[place]);
      details.querySelector("ul").replaceChildren(
        ...values.slice(0, MOST).map((value) => this.#row(facet, value, names.get(value))));
      const more = details.querySelector(".more");
      more.hidden = values.length <= MOST;
      more.textContent = this.speak.count(
        this.part(".more-pattern").dataset.words, Math.max(values.length - MOST, 0));
      this.#drawChoices(Dateline.store.state);
    }

    #row(facet, value, name) {
      const row = this.part(".choice-pattern").content.firstElementChild.cloneNode(true);
      Object.assign(row.querySelector("input"), { name: facet, value });
      row.querySelector(".choice-name").textContent = name;
      return row;
    }

    typed({ target }) {
      if (target.matches(".seek")) this.#drawLong(target.closest("details"));
      if (target.name !== "q" || this.#frame) return;
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        // One step back undoes the whole of what was typed.
        Dateline.store.set({ q: target.value }, { push: !this.#isTyping });
        this.#isTyping = true;
      });
    }

    changed({ target }) {
      const { store } = Dateline, { name, value } = target;
      if (name === "q") this.#isTyping = false;
      if (name === "from" || name === "to") {
        const year = Number.isFinite(target.valueAsNumber) ? Math.trunc(target.valueAsNumber) : null;
        store.set({ [name]: year }, { push: true });
      }
      if (target.type === "checkbox") {
        const others = store.state[name].filter((each) => each !== value);
        store.set({ [name]: target.checked ? [...others, value] : others }, { push: true });
      }
    }

    pressed({ target }) {
      const button = target.closest("button");
      if (target === this.dialog || button?.closest(".sheet .close")) this.dialog.close();
      else if (button?.matches(".filters-open")) this.#open();
      else if (button?.matches(".chip")) this.#remove(button);
      else if (button?.matches(".away .clear")) this.#showAway(button.closest(".away"));
      else if (button?.matches(".clear")) this.#clear(button);
    }

    #open() {
      if (this.categories && matchMedia(NARROW).matches) this.part(".sheet-body").prepend(this.categories);
      put(this.part(".sheet-count"), this.part(".found-count").textContent);
      this.dialog.showModal();
    }

    closed() {
      if (this.categories) this.part(".find-bar").after(this.categories);
      this.part(".filters-open").focus({ preventScroll: true });
    }

    // The button goes away with what it did: focus stays near.
    #clear(button) {
      Dateline.store.set(Dateline.store.state.cleared, { push: true });
      const near = button.closest(".sheet") ? this.part(".sheet-foot .close") : this.part("[name=q]");
      near.focus({ preventScroll: this.form.contains(button) });
    }

    #remove(chip) {
      const { name, value } = chip.dataset, { store } = Dateline;
      const seen = () => [...this.form.querySelectorAll(".chip")].filter((each) => each.offsetParent);
      const place = seen().indexOf(chip);
      const rest = FACETS.includes(name) ? store.state[name].filter((each) => each !== value) : null;
      store.set(name === "q" ? { q: "" } : rest ? { [name]: rest } : { from: null, to: null },
        { push: true });
      const chips = seen();
      (chips[Math.min(place, chips.length - 1)] ?? this.part("[name=q]")).focus();
    }

    // What was hidden appears where the line was.
    #showAway(line) {
      const event = this.list.behind(line), { top } = line.getBoundingClientRect();
      Dateline.store.set(Dateline.store.state.cleared, { push: true });
      this.list.reveal(event.slot);
      event.article.querySelector("h2 a, summary").focus({ preventScroll: true });
      const moved = event.article.getBoundingClientRect().top - top;
      scrollBy({ top: moved, behavior: "instant" });
    }

    // A link to an event that is hidden or folded away brings it forth.
    reveal(id, mayClear = true) {
      const event = this.events.find((each) => each.id === id);
      if (!event || (event.slot.hidden && !mayClear)) return;
      const isHidden = event.slot.hidden;
      if (isHidden) Dateline.store.set(Dateline.store.state.cleared);
      // Filters that came with the address have moved it.
      const isMoved = isHidden || (!mayClear && Dateline.store.state.filters > 0);
      if (this.list.reveal(event.slot) || isMoved) event.article.scrollIntoView();
    }

    toggled({ target }) {
      if (target.open && target.matches("details.facet")) this.#drawLong(target);
    }

    warm({ target }) { if (target.name === "q") this.texts.warm(); }
  }

  let leaving = null;
  const hashed = () => {
    try { return decodeURIComponent(location.hash.slice(1)); } catch { return ""; }
  };

  // Reading all events takes its time: a generator, for Dateline.inPieces.
  function* attach(page) {
    const form = document.querySelector("form.find");
    if (!form || !page.events.length) return;
    const rows = [];
    for (const event of page.events) {
      rows.push(rowOf(event));
      if (rows.length % PIECE === 0) yield;
    }
    const find = new Find(page, form, rows);
    yield;
    leaving = new AbortController();
    const { signal } = leaving;
    signal.addEventListener("abort", Dateline.store.subscribe((state, before) => {
      const isSame = ["q", "from", "to", ...FACETS].every((name) => state[name] === before[name]);
      if (!isSame) find.draw(state); // zooming changes the state in every frame
    }));
    find.draw(Dateline.store.state);
    yield;
    const on = (target, name, listen, capture = false) =>
      target.addEventListener(name, listen, { signal, capture });
    on(form, "input", (event) => find.typed(event));
    on(form, "change", (event) => find.changed(event));
    on(form, "focusin", (event) => find.warm(event));
    on(form, "toggle", (event) => find.toggled(event), true);
    on(form, "submit", (event) => { event.preventDefault(); document.activeElement.blur(); });
    on(find.dialog, "close", () => find.closed());
    on(document, "click", (event) => find.pressed(event));
    on(window, "hashchange", () => find.reveal(hashed()));
    find.reveal(hashed(), false);
    form.hidden = false;
    Dateline.Find.reveal = (id) => find.reveal(id);
  }

  const detach = () => leaving?.abort();

  (globalThis.Dateline ??= {}).Find = { attach, detach, reveal() {} };
}
