"use strict";
// Which events a state shows, and how many each choice would. Knows no DOM; needs clock.js.
{
  const valuesOf = {
    category: (event) => event.categories,
    actor: (event) => event.actors,
    place: (event) => event.places,
    source: (event) => event.sources,
    status: (event) => [event.status],
    importance: (event) => [String(event.importance)],
  };
  const FACETS = Object.freeze(Object.keys(valuesOf));

  // The years in which an event may lie; null where its date is not known.
  const yearsOf = ({ start, end, fadeFrom, fadeTo, openStart, openEnd }) => {
    if (start === null) return null;
    const { stampOf } = Dateline.Clock;
    return Object.freeze({
      first: openStart ? -Infinity : stampOf(Math.min(start, fadeFrom ?? start)).year,
      last: openEnd ? Infinity : stampOf(Math.max(end, fadeTo ?? end)).year,
    });
  };

  // Read once from every event, so that a state is answered without a look at the page.
  const rowOf = (event) => Object.freeze({
    years: yearsOf(event),
    values: Object.freeze(FACETS.map((facet) => [...new Set(valuesOf[facet](event))])),
  });

  const isInYears = (years, { from, to }) => (from === null && to === null) || (years !== null &&
    years.last >= (from ?? -Infinity) && years.first <= (to ?? Infinity));

  // matches: from Search.search, or null. A choice is counted with all other facets applied.
  const filter = (rows, state, matches = null) => {
    const chosen = FACETS.map((facet) => (state[facet].length ? new Set(state[facet]) : null));
    const counts = FACETS.map(() => new Map());
    const shown = new Uint8Array(rows.length);
    let total = 0;
    rows.forEach(({ years, values }, place) => {
      if ((matches && !matches[place]) || !isInYears(years, state)) return;
      let misses = 0, missed = -1;
      values.forEach((own, facet) => {
        if (chosen[facet] && !own.some((value) => chosen[facet].has(value))) {
          misses += 1;
          missed = facet;
        }
      });
      if (misses > 1) return;
      if (!misses) { shown[place] = 1; total += 1; }
      values.forEach((own, facet) => {
        if (misses && facet !== missed) return;
        for (const value of own) {
          counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
        }
      });
    });
    return Object.freeze({
      shown, total,
      counts: Object.freeze(Object.fromEntries(FACETS.map((facet, at) => [facet, counts[at]]))),
    });
  };

  (globalThis.Dateline ??= {}).Filter = Object.freeze({ FACETS, rowOf, filter });
}
