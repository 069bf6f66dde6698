"use strict";
// Axis and list follow each other: the event being read is marked, what is on the screen is shown
// on the strip, and the bar of narrow pages says where one is. History is left alone.
{
  (Dateline.hands ??= {}).follow = (page, signal) => {
    const { axis, events } = page, { nav, marks } = axis;
    const list = document.querySelector(".events");
    const now = document.querySelector(".where-now");
    const places = new Map(events.map((event, number) => [event.slot, number]));
    let asked = 0, shown = null;

    // The event at a height of the window, if the list is there.
    const eventAt = (y) => {
      const { left, width } = list.getBoundingClientRect();
      const slot = document.elementFromPoint(left + width / 2, y)?.closest(".slot");
      return slot ? places.get(slot) : undefined;
    };

    const look = () => {
      asked = 0;
      const { bottom, top } = list.getBoundingClientRect();
      const head = Math.max(page.headroom(), 0);
      const isBefore = top > head + (innerHeight - head) / 3;
      const reading = isBefore ? -1 : eventAt(Math.min(head + 48, bottom - 4)) ?? page.reading;
      const from = eventAt(Math.max(top, head) + 1) ?? reading;
      const to = eventAt(Math.min(bottom, innerHeight) - 2) ?? reading;
      page.reading = reading;
      const total = page.shown?.reduce((sum, each) => sum + each, 0) ?? events.length;
      const key = `${reading} ${from} ${to} ${axis.width} ${total}`;
      if (key === shown) return;
      shown = key;
      const place = axis.placeOf.get(events[reading]?.id) ?? -1;
      if (place !== axis.current) {
        axis.current = place;
        if (place >= 0) axis.reveal(place);
        axis.ask();
      }
      const [first, last] = [from, to].map((number) => axis.placeOf.get(events[number]?.id));
      if (first !== undefined && last !== undefined && top < innerHeight) {
        axis.picture.see(axis.at[first], marks[last].at);
      }
      if (!now) return; // an embed has no such bar
      const mark = marks[place] ?? marks[0];
      const before = page.shown?.slice(0, mark.number).reduce((sum, each) => sum + each, 0) ?? mark.number;
      now.textContent = page.say("where", {
        year: axis.word("year", Dateline.Clock.stampOf(mark.at), true, "year"),
        n: page.number(Math.min(before + 1, total)), total: page.number(total) });
    };

    const ask = () => { asked ||= requestAnimationFrame(look); };
    addEventListener("scroll", ask, { passive: true, signal });
    addEventListener("resize", ask, { signal });
    document.addEventListener("toggle", ask, { capture: true, signal });
    axis.look = ask;
    ask();
  };
}
