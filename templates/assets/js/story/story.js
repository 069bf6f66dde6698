"use strict";
// Events told one by one over the whole screen; which one lives in the store.
{
  const SWIPE = 50; // px sideways before a touch is a step

  class Story {
    #opener = null;
    #touch = null;

    constructor(page, dialog) {
      this.page = page;
      this.dialog = dialog;
      this.part = (name) => dialog.querySelector(name);
      this.speak = Dateline.speaker(document.documentElement.lang);
      this.tell = this.part(".tell-pattern").content.firstElementChild.cloneNode(true);
      this.isRtl = getComputedStyle(document.documentElement).direction === "rtl";
    }

    // What the filters leave, in order.
    get steps() {
      const { events, shown } = this.page;
      return shown ? events.filter((event, place) => shown[place]) : events;
    }

    // A step that the filters hide gives way to the next one that they show.
    get at() {
      const { events } = this.page, { steps } = this;
      const wanted = events.findIndex(({ id }) => id === Dateline.store.state.step);
      const found = steps.findIndex((event) => events.indexOf(event) >= wanted);
      return found < 0 ? steps.length - 1 : found;
    }

    draw(state) {
      if (!state.story || !this.steps.length) {
        if (this.dialog.open) this.dialog.close();
        return;
      }
      const { steps, at } = this, { fill, number } = this.speak;
      const count = this.part(".story-count"), event = steps[at];
      if (!this.dialog.open) {
        this.#opener = document.activeElement;
        this.dialog.showModal();
      }
      if (this.shown !== event) this.#stage(event);
      const { opening = 0 } = this.page, place = at + 1 - opening;
      count.textContent = !place ? "" :
        fill(count.dataset.words, { n: number(place), total: number(steps.length - opening) });
      this.part(".story-title").textContent = place ? `: ${event.title}` : event.title;
      Object.assign(this.part(".story-progress"), { max: steps.length, value: at + 1 });
      // Not disabled, which would lose the focus that is on it.
      this.part(".back").setAttribute("aria-disabled", String(!at));
      this.part(".on").setAttribute("aria-disabled", String(at === steps.length - 1));
    }

    // A still of the event: as in the list, but its ids stay unique in the page.
    #stage(event) {
      this.shown = event;
      const still = event.article.cloneNode(true);
      still.removeAttribute("aria-labelledby");
      for (const each of still.querySelectorAll(".tell, .backlinks")) each.remove();
      for (const each of [still, ...still.querySelectorAll("[id]")]) each.removeAttribute("id");
      const stage = this.part(".story-stage"), hasFocus = stage.contains(document.activeElement);
      stage.replaceChildren(still);
      if (hasFocus) this.part(".on").focus();
      this.dialog.scrollTop = 0;
    }

    go(place, push = true) {
      const { steps } = this;
      const step = steps[Math.min(Math.max(place, 0), steps.length - 1)];
      if (step) Dateline.store.set({ story: "all", step: step.id }, { push });
    }

    // From an event, or else from the one that the address names, or the first.
    open(id) {
      const named = id ?? decodeURI(location.hash.slice(1));
      this.go(Math.max(this.steps.findIndex((event) => event.id === named), 0));
    }

    closed() {
      const { shown } = this;
      this.shown = null;
      Dateline.store.set({ story: "", step: "" }, { push: true });
      const back = this.#opener;
      this.#opener = null;
      if (back?.isConnected && back !== document.body) back.focus({ preventScroll: true });
      else if (shown) {
        Dateline.Find?.reveal(shown.id);
        shown.article.querySelector(":is(h1, h2) a, a").focus();
      }
    }

    pressed(press) {
      const button = press.target.closest("button");
      if (button?.matches(".story-open")) this.open();
      else if (button === this.tell) this.open(button.closest("article").id);
      else if (!this.dialog.contains(press.target)) return;
      else if (button?.matches(".close")) this.dialog.close();
      else if (button?.matches(".back")) this.go(this.at - 1);
      else if (button?.matches(".on")) this.go(this.at + 1);
      else this.#cite(press);
    }

    // A citation leads to its source inside the still.
    #cite(press) {
      const link = press.target.closest(".cite a");
      if (!link) return;
      press.preventDefault();
      const note = this.part(`.notes > li[value="${Number(link.textContent)}"]`);
      note.tabIndex = -1;
      note.focus();
    }

    keyed(key) {
      if (key.altKey || key.ctrlKey || key.metaKey || key.shiftKey) return;
      const on = this.isRtl ? "ArrowLeft" : "ArrowRight", back = this.isRtl ? "ArrowRight" : "ArrowLeft";
      const place = {
        [on]: this.at + 1, [back]: this.at - 1, Home: 0, End: this.steps.length - 1,
      }[key.key];
      if (place === undefined) return;
      key.preventDefault();
      this.go(place);
    }

    touched({ type, isPrimary, pointerType, clientX, clientY }) {
      if (pointerType === "mouse" || !isPrimary) { this.#touch = null; return; }
      const from = this.#touch;
      this.#touch = type === "pointerdown" ? { clientX, clientY } : null;
      if (type !== "pointerup" || !from) return;
      const aside = clientX - from.clientX;
      if (Math.abs(aside) < SWIPE || Math.abs(aside) < 2 * Math.abs(clientY - from.clientY)) return;
      this.go(this.at + ((aside < 0) !== this.isRtl ? 1 : -1));
    }

    // One button for all events: it stands with the one that has the pointer or the focus. Under
    // a finger it comes after the tap, which else would meet something that has just moved; for
    // the keyboard it follows the title, so that the next Tab reaches it.
    near({ target, type, pointerType = "" }) {
      const isKey = type === "focusin" && target.matches?.(":focus-visible");
      const isTap = type === "click" && pointerType && pointerType !== "mouse";
      if (!isKey && !isTap && pointerType !== "mouse") return;
      const article = target.closest?.(this.page.tellable ?? ".slot > article");
      const when = article?.querySelector(".when");
      if (!when || target === this.tell) return;
      if (isKey) article.querySelector("h2").after(this.tell);
      else if (!article.contains(this.tell)) when.append(this.tell);
    }
  }

  let leaving = null;

  function attach(page) {
    const dialog = document.querySelector("dialog.story");
    if (!dialog || !page.events.length) return;
    const story = new Story(page, dialog);
    leaving = new AbortController();
    const { signal } = leaving;
    const on = (target, names, listen) => names.split(" ").forEach((name) =>
      target.addEventListener(name, listen, { signal }));
    on(document, "click", (press) => story.pressed(press));
    on(document, "pointerover focusin click", (event) => story.near(event));
    on(document, "keydown", (key) => dialog.open && story.keyed(key));
    on(dialog, "pointerdown pointerup pointercancel", (event) => story.touched(event));
    on(dialog, "close", () => story.closed());
    signal.addEventListener("abort", Dateline.store.subscribe((state) => story.draw(state)));
    story.draw(Dateline.store.state);
  }

  const detach = () => leaving?.abort();

  (globalThis.Dateline ??= {}).Story = { attach, detach };
}
