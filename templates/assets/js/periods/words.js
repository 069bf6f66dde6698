"use strict";
// What the build wrote of a long timeline, loaded when it is wanted: one script for all times and
// names, others with the words of some hundred events each. Classic scripts load from a disk, too.
{
  const { root = "" } = globalThis.document?.currentScript?.dataset ?? {};
  const taken = new Map(); // "titles 3" → what it brought
  const coming = new Map(); // "titles 3" → promise

  const addressOf = (name, number) =>
    `${root}data/${name === "events" ? name : [name, number].join("-")}.js`;

  const want = (name, number = 0) => {
    const key = `${name} ${number}`;
    if (!coming.has(key)) {
      coming.set(key, Dateline.load(addressOf(name, number)).then(() => taken.get(key)));
    }
    return coming.get(key);
  };

  const take = (name, number, value) => { taken.set(`${name} ${number}`, value); };

  const has = (name, number) => taken.get(`${name} ${number}`);

  Object.assign((globalThis.Dateline ??= {}), { take, Words: Object.freeze({ root, want, has }) });
}
