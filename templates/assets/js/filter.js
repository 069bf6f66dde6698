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

  // The values of a facet by number: counting names themselves would take ten times as long.
  const named = FACETS.map(() => []);
  const numbers = FACETS.map(() => new Map());
  const numberOf = (facet, value) => {
    if (!numbers[facet].has(value)) numbers[facet].set(value, named[facet].push(value) - 1);
    return numbers[facet].get(value);
  };

  // The value of a facet (its place among FACETS) that has a number in a row.
  const valueAt = (facet, number) => named[facet][number];

  // Read once from every event, so that a state is answered without a look at the page.
  const rowOf = (event) => Object.freeze({
    years: yearsOf(event),
    values: FACETS.map((facet, at) =>
      [...new Set(valuesOf[facet](event))].map((value) => numberOf(at, value))),
  });

  const isInYears = (years, { from, to }) => (from === null && to === null) || (years !== null &&
    years.last >= (from ?? -Infinity) && years.first <= (to ?? Infinity));

  const maskOf = (facet, values) => {
    const mask = new Uint8Array(named[facet].length);
    for (const value of values) {
      const number = numbers[facet].get(value); // what nothing has, nobody can have chosen
      if (number !== undefined) mask[number] = 1;
    }
    return mask;
  };

  const isOneOf = (values, mask) => {
    for (const value of values) if (mask[value]) return true;
    return false;
  };

  // matches: from Search.search, or null. A choice is counted with all other facets applied.
  const filter = (rows, state, matches = null) => {
    const chosen = FACETS.map((facet, at) => (state[facet].length ? maskOf(at, state[facet]) : null));
    const counts = named.map((values) => new Uint32Array(values.length));
    const shown = new Uint8Array(rows.length);
    let total = 0;
    for (let place = 0; place < rows.length; place += 1) {
      const { years, values } = rows[place];
      if ((matches && !matches[place]) || !isInYears(years, state)) continue;
      let misses = 0, missed = -1;
      for (let facet = 0; facet < values.length; facet += 1) {
        if (chosen[facet] && !isOneOf(values[facet], chosen[facet])) {
          misses += 1;
          missed = facet;
        }
      }
      if (misses > 1) continue;
      if (!misses) { shown[place] = 1; total += 1; }
      for (let facet = 0; facet < values.length; facet += 1) {
        if (misses && facet !== missed) continue;
        for (const value of values[facet]) counts[facet][value] += 1;
      }
    }
    const counted = (at) => new Map(named[at].flatMap((value, number) =>
      (counts[at][number] ? [[value, counts[at][number]]] : [])));
    return Object.freeze({
      shown, total,
      counts: Object.freeze(Object.fromEntries(FACETS.map((facet, at) => [facet, counted(at)]))),
    });
  };

  (globalThis.Dateline ??= {}).Filter = Object.freeze({ FACETS, rowOf, valueAt, filter });
}
