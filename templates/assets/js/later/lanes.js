"use strict";
// Events in lanes, for who asks for them: the names that events share, and what stands where.
// Only names reads the DOM; needs group.js and rows.js.
{
  const APART = 24, ROWS = 3, MOST = 12;

  // The lanes in the order of their first event, those with the most events: names as linked.
  const names = (marks, kind) => {
    const lanes = new Map();
    marks.forEach(({ event }, place) => {
      const own = event.named?.(kind) ??
        Array.from(event.article.querySelectorAll(`.${kind}`), (link) => link.textContent.trim());
      for (const name of own) {
        const places = lanes.get(name) ?? lanes.set(name, []).get(name);
        if (places.at(-1) !== place) places.push(place);
      }
    });
    const found = Array.from(lanes, ([name, places]) => ({ name, places }));
    const least = found.map(({ places }) => places.length).sort((a, b) => b - a)[MOST - 1] ?? 0;
    return found.filter(({ places }) => places.length >= least).slice(0, MOST);
  };

  // lanes: [{name, places}], places rising. Two rows for what comes first, a third for the rest
  // and for counts, so that a count always stands where its events are.
  const lay = (lanes, xs, ends, top, { head = 16, step = APART } = {}) => {
    const groups = [], placed = [];
    let y = top;
    for (const { name, places } of lanes) {
      const row = Dateline.Rows.barRows(places.map((place) => xs[place]),
        places.map((place) => Math.max(ends[place], xs[place]) ), ROWS - 1, APART);
      const rest = places.filter((_, each) => row[each] < 0);
      places.forEach((place, each) => {
        if (row[each] >= 0) groups.push({ x: xs[place], row: row[each], y, members: [place] });
      });
      const counts = Dateline.Groups.of(Float64Array.from(rest, (place) => xs[place]), APART);
      counts.x.forEach((x, each) => {
        const members = rest.slice(counts.first[each], counts.first[each + 1]);
        groups.push({ x, row: ROWS - 1, y, members });
      });
      const rows = rest.length ? ROWS : Math.max(...row) + 1;
      placed.push({ name, y });
      y += head + rows * step;
    }
    groups.sort((a, b) => a.x - b.x || a.y - b.y);
    const first = new Int32Array(groups.length + 1);
    groups.forEach(({ members }, each) => { first[each + 1] = first[each] + members.length; });
    return {
      x: Float64Array.from(groups, (group) => group.x),
      y: Float64Array.from(groups, (group) => group.y + head + step / 2 + group.row * step),
      first, order: groups.flatMap((group) => group.members), lanes: placed, bottom: y,
    };
  };

  (globalThis.Dateline ??= {}).Lanes = Object.freeze({ names, lay });

  (Dateline.hands ??= {}).lanes = ({ axis, store }) => {
    if (store.state.lanes !== "none") axis.fit();
  };
}
