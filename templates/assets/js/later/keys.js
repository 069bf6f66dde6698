"use strict";
// The keyboard, while a mark has the focus; and Escape, from an event back to its mark.
{
  const MOST = 10; // events that a page key passes at once

  (Dateline.hands ??= {}).keys = ({ axis }, signal) => {
    const { picture, marks } = axis;

    // The next count or mark in a direction; its first event stands for it.
    const beside = (way) => {
      const group = picture.groupOf(axis.focus.place, axis.focus.y) + way;
      if (group < 0 || group >= picture.layout.x.length) return;
      axis.focusOn(picture.members(group)[0], picture.layout.y[group]);
    };

    // A stretch on or back, or ten events in a long one.
    const page = (way) => {
      const { place } = axis.focus, last = marks.length - 1;
      const starts = [0, ...axis.stretches.map(({ first }) => first), last];
      const near = way > 0 ? starts.filter((each) => each > place) : starts.filter((each) => each < place);
      const stretch = way > 0 ? Math.min(...near, last) : Math.max(...near, 0);
      axis.focusOn(way > 0 ? Math.min(stretch, place + MOST) : Math.max(stretch, place - MOST));
    };

    const keys = {
      ArrowRight: () => beside(axis.isRtl ? -1 : 1),
      ArrowLeft: () => beside(axis.isRtl ? 1 : -1),
      Home: () => axis.focusOn(0),
      End: () => axis.focusOn(marks.length - 1),
      PageDown: () => page(1),
      PageUp: () => page(-1),
      "+": () => axis.level(1),
      "=": () => axis.level(1),
      "-": () => axis.level(-1),
      0: () => axis.showWhole(),
    };

    axis.stage.addEventListener("keydown", (event) => {
      const marker = event.target.closest(".drawn .marker");
      if (!marker || event.ctrlKey || event.metaKey || event.altKey) return;
      const isPress = event.key === " " || (event.key === "Enter" && marker.matches(".many"));
      const move = isPress
        ? () => marker.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }))
        : keys[event.key];
      if (!move) return;
      event.preventDefault();
      move();
    }, { signal });

    axis.stage.addEventListener("focusin", ({ target }) => {
      if (target.group === undefined) return;
      const { y } = picture.layout, places = picture.members(target.group);
      if (!places.includes(axis.focus.place)) axis.focus = { place: places[0], y: y[target.group] };
    }, { signal });

    document.addEventListener("keydown", (event) => {
      const title = event.key === "Escape" && !event.defaultPrevented && event.target.closest?.(".event h2");
      const place = title ? axis.placeOf.get(title.closest(".event").id) : undefined;
      if (place === undefined) return;
      scrollTo({ top: scrollY + Math.min(axis.nav.getBoundingClientRect().top, 0) });
      axis.focusOn(place);
    }, { signal });
  };
}
