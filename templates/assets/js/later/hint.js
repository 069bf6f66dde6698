"use strict";
// The date and title of the mark under the pointer or the focus. Escape sends it away; the pointer
// may rest on it.
{
  const PAUSE = 120;

  (Dateline.hands ??= {}).hint = ({ axis }, signal) => {
    const { nav, stage } = axis, hint = nav.querySelector(".tip");
    let marker = null, leaving = 0;

    const hide = () => { hint.hidden = true; marker = null; };
    const leave = () => { clearTimeout(leaving); leaving = setTimeout(hide, PAUSE); };
    const stay = () => clearTimeout(leaving);

    const show = (target) => {
      stay();
      marker = target;
      const places = axis.picture.members(target.group);
      const events = places.slice(0, 4).map((place) => axis.marks[place].event);
      const lines = [places.length > 1 ? target.getAttribute("aria-label") : events[0].date,
        ...events.map(({ title }) => title)];
      if (places.length > 4) lines.push("…");
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

    const over = ({ target }) => {
      const found = target.closest(".drawn .marker");
      if (found && found.group !== undefined) show(found); else if (marker) leave();
    };
    stage.addEventListener("pointerover", (event) => event.pointerType === "mouse" && over(event), { signal });
    stage.addEventListener("focusin", (event) => event.target.matches(":focus-visible") && over(event), { signal });
    stage.addEventListener("focusout", hide, { signal });
    for (const away of [stage, hint]) away.addEventListener("pointerleave", leave, { signal });
    stage.addEventListener("pointerdown", hide, { signal });
    hint.addEventListener("pointerenter", stay, { signal });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || hint.hidden) return;
      event.preventDefault();
      hide();
    }, { capture: true, signal });
  };
}
