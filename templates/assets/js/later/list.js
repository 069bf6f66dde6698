"use strict";
// The list under filters: what is hidden leaves a line in its place, folds open for what is found.
{
  const YEAR = 365.2425 * 86400;

  // As much room as the build gives to empty time (cards.py).
  const stepOf = (seconds) =>
    Math.min(11, Math.round(10 * Math.log2(1 + Math.max(seconds, 0) / YEAR) / 8));

  class List {
    #lines = new Map(); // holder → line
    #hidden = new WeakMap(); // line → the first event that it stands for
    #opened = new Set();
    #tail = null;

    constructor(root, events, pattern, speak) {
      this.root = root;
      this.events = events;
      this.pattern = pattern;
      this.speak = speak;
      this.folds = new Map(Array.from(root.querySelectorAll(".fold"), (fold) => [fold, []]));
      this.foldOf = events.map(({ slot }, place) => {
        const fold = this.folds.size ? slot.closest(".fold") : null;
        this.folds.get(fold)?.push(place);
        return fold;
      });
    }

    // shown: from Filter.filter. isPicked: whether what is folded was asked for by more than years.
    show(shown, { total, isPicked }) {
      const isAll = total === this.events.length;
      this.root.classList.toggle("is-filtered", !isAll);
      const wanted = new Map(), met = new Set();
      let away = 0, latest = null, last = -1;
      this.events.forEach(({ slot, start, end }, place) => {
        if (slot.hidden === Boolean(shown[place])) slot.hidden = !shown[place];
        if (!shown[place]) { away += 1; return; }
        const fold = this.foldOf[place];
        if (away) {
          const holder = fold && !met.has(fold) ? fold : slot;
          const empty = latest === null || start === null ? 0 : start - latest;
          wanted.set(holder, { count: away, step: stepOf(empty), first: place - away });
        }
        met.add(fold);
        away = 0;
        last = place;
        latest = Math.max(latest ?? -Infinity, end ?? start ?? -Infinity);
      });
      this.#draw(wanted);
      this.#drawTail(last, away);
      this.#fold(shown, !isAll && isPicked);
    }

    // The first of the events that a line stands for.
    behind(line) { return this.events[this.#hidden.get(line)]; }

    reveal(slot) {
      const fold = slot.closest(".fold > details:not([open])");
      if (fold) fold.open = true;
      return Boolean(fold);
    }

    #draw(wanted) {
      for (const [holder, line] of this.#lines) {
        if (wanted.has(holder)) continue;
        line.remove();
        holder.classList.remove("is-after-hidden");
        this.#lines.delete(holder);
      }
      for (const [holder, { count, step, first }] of wanted) {
        let line = this.#lines.get(holder);
        if (!line) {
          line = this.#line();
          holder.classList.add("is-after-hidden");
          holder.prepend(line);
          this.#lines.set(holder, line);
        }
        this.#say(line, count, step, first);
      }
    }

    #drawTail(last, away) {
      this.#tail?.remove();
      if (last < 0 || !away) return;
      this.#tail ??= this.#line();
      this.#say(this.#tail, away, 2, last + 1);
      (this.foldOf[last] ?? this.events[last].slot).append(this.#tail);
    }

    #line() { return this.pattern.content.firstElementChild.cloneNode(true); }

    #say(line, count, step, first) {
      this.#hidden.set(line, first);
      line.className = `gap away step-${step}`;
      const words = this.speak.count(this.pattern.dataset.words, count);
      const place = line.querySelector("span");
      if (place.textContent !== words) place.textContent = words;
    }

    // A fold that says how many it holds stays closed only while it shows all of them.
    #fold(shown, isPicked) {
      for (const [fold, places] of this.folds) {
        const count = places.reduce((sum, place) => sum + shown[place], 0);
        const details = fold.querySelector("details");
        const isWanted = count > 0 && (isPicked || count < places.length);
        fold.hidden = !count;
        fold.classList.toggle("is-open", isWanted);
        if (isWanted && !details.open) this.#opened.add(details);
        if (isWanted) details.open = true;
        else if (this.#opened.delete(details)) details.open = false;
      }
    }
  }

  (globalThis.Dateline ??= {}).List = List;
}
