"use strict";
// Every button and choice of the axis by its name, wherever in the page it stands.
{
  (Dateline.hands ??= {}).buttons = (page, signal) => {
    const { axis, store, events } = page;
    const tools = axis.nav.querySelector(".tools");
    const [status, measure] = tools.querySelectorAll(".extent > *");

    const beside = (way) => (button) => {
      let number = page.reading + way;
      while (events[number]?.slot.hidden) number += way;
      if (!events[number]) return;
      page.open(events[number], { focus: false });
      button.focus({ preventScroll: true });
    };

    const verbs = {
      in: () => axis.level(1), out: () => axis.level(-1), whole: () => axis.showWhole(),
      next: beside(1), previous: beside(-1), jump: () => page.come().then(() => page.jump()),
    };

    document.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-do]");
      if (button) verbs[button.dataset.do]?.(button);
    }, { signal });

    tools.addEventListener("change", ({ target }) => {
      if (target.matches("select")) store.set({ [target.name]: target.value });
    }, { signal });

    const said = (second, window) => {
      const level = window > 7e7 ? "year" : window > 6e6 ? "month"
        : window > 2e5 || window <= 0 ? "day" : "minute"; // at one instant alone no hour is known
      return axis.word(level, Dateline.Clock.stampOf(second), true, level);
    };

    // A second less, or as much less as so large a number can tell.
    const under = (second) => second - Math.max(1, Math.abs(second) * Number.EPSILON);

    // What is in sight, in words; and how long a stretch of the axis is.
    axis.extended = () => {
      const { target, width, at } = axis, { upTo } = Dateline.Rows;
      let from = target.toSecond(0), to = under(target.toSecond(width));
      if (target.zoom <= 1) { from = at[0]; to = at[at.length - 1]; }
      const first = upTo(at, under(from)) + 1, last = upTo(at, to) + 1;
      const count = page.count(last - first - (axis.out[last] - axis.out[first]));
      const words = page.say("shown", { first: said(from, to - from), last: said(to, to - from), events: count });
      if (status.textContent !== words) status.textContent = words;
      measure.textContent = "";
      if (!target.perSecond) return;
      const { unit, n, pixels } = Dateline.Rows.measure(target.perSecond, width / 5);
      measure.textContent = new Intl.NumberFormat(page.locale, { style: "unit", unit, unitDisplay: "long" }).format(n);
      measure.style.setProperty("--length", `${pixels}px`);
    };

    const choices = () => {
      const { scale, lanes } = store.state;
      tools.querySelector("[name=scale]").value = scale;
      tools.querySelector("[name=lanes]").value = lanes;
    };

    // Where nothing is cut, the first choice is what the second says, or the third.
    const segments = axis.picture.segments(axis.width);
    if (segments.length < 2) {
      const [auto, straight, even] = tools.querySelector("[name=scale]").options;
      const same = segments.length ? straight : even;
      auto.textContent = same.textContent;
      same.remove();
    }
    choices();
    axis.extended();
    signal.addEventListener("abort", store.subscribe(choices));
  };
}
