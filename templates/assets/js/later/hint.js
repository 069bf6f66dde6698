"use strict";
// The date and title of the mark under the pointer or the focus, or what a cut leaves out. Escape
// sends the words away; the pointer may rest on them.
{
  const PAUSE = 120;

  (Dateline.hands ??= {}).hint = ({ axis }, signal) => {
    const { nav, stage } = axis, hint = nav.querySelector(".tip");
    let about = null, leaving = 0;

    const hide = () => { hint.hidden = true; about = null; };
    const leave = () => { clearTimeout(leaving); leaving = setTimeout(hide, PAUSE); };
    const stay = () => clearTimeout(leaving);

    const linesOf = (marker) => {
      const places = axis.picture.members(marker.group), { length } = places;
      const events = places.slice(0, 4).map((place) => axis.marks[place].event);
      const lines = [length > 1 ? axis.nameOf(places[0], places.at(-1), length) : events[0].date,
        ...events.map(({ title }) => title)];
      if (length > 4) lines.push("…");
      const stretch = axis.stretches.findIndex(({ first }) => first === places[0]);
      if (stretch > 0) lines.push(axis.picture.named[stretch - 1][0]); // for those who come by keyboard
      return lines;
    };

    // What a cut leaves out, and what the list says of it before the next event.
    const gapOf = (cut) => [cut.getAttribute("aria-label"), ...Array.from(
      axis.marks[axis.stretches[cut.stretch].first]?.event.slot.querySelectorAll(":scope > .gap p") ?? [],
      (words) => words.textContent)];

    const show = (target, lines) => {
      stay();
      about = target;
      hint.replaceChildren(...lines.map((line, at) => {
        const words = document.createElement(at ? "span" : "strong");
        words.textContent = line;
        return words;
      }));
      hint.hidden = false;
      const box = nav.getBoundingClientRect(), mark = target.firstChild.getBoundingClientRect();
      const middle = mark.left + mark.width / 2 - box.left - hint.offsetWidth / 2;
      hint.style.left = `${Math.max(4, Math.min(middle, box.width - hint.offsetWidth - 4))}px`;
      hint.style.top = `${mark.bottom - box.top + 4}px`;
    };

    axis.explain = (cut) => {
      show(cut, gapOf(cut));
      hint.scrollIntoView({ block: "nearest" });
    };

    const over = ({ target }) => {
      const found = target.closest(".drawn :is(.marker, .cut)");
      if (found?.matches(".cut")) show(found, gapOf(found));
      else if (found && found.group !== undefined) show(found, linesOf(found));
      else if (about) leave();
    };
    stage.addEventListener("pointerover", (event) => event.pointerType === "mouse" && over(event), { signal });
    stage.addEventListener("focusin", (event) => event.target.matches(":focus-visible") && over(event), { signal });
    stage.addEventListener("focusout", hide, { signal });
    for (const away of [stage, hint]) away.addEventListener("pointerleave", leave, { signal });
    document.addEventListener("pointerdown", ({ target }) => !hint.contains(target) && hide(), { signal });
    hint.addEventListener("pointerenter", stay, { signal });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || hint.hidden) return;
      event.preventDefault();
      hide();
    }, { capture: true, signal });
  };
}
